package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Problem;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import dev.shoal.testkit.Noise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PouringTest {
  private static final int LENGTH = 300_000;

  /** Two files of that length in pieces of 100,000 bytes: the second is in the pieces 3 to 5. */
  private static final Layout LAYOUT =
      new Layout(
          "x",
          true,
          List.of(
              new FileEntry(List.of("a"), 0, LENGTH), new FileEntry(List.of("b"), LENGTH, LENGTH)),
          2 * LENGTH,
          100_000);

  @TempDir private Path folder;
  private final CountDownLatch ended = new CountDownLatch(1);
  private Path file = Path.of("");

  @BeforeEach
  void aFile() throws IOException {
    file = folder.resolve("b");
    new Noise(1).file(file, LENGTH);
  }

  private void awaitEnd() throws InterruptedException {
    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
  }

  /** Says when so many bytes have come. */
  private static final class Counted extends ByteArrayOutputStream {
    private final CountDownLatch come = new CountDownLatch(1);

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
      super.write(bytes, from, length);
      if (size() >= 100_000) {
        come.countDown();
      }
    }
  }

  @Test
  void bytesComeInOrderAsTheirPiecesDo() throws Exception {
    Counted out = new Counted();
    try (Pouring pouring = new Pouring(out, ended::countDown)) {
      pouring.begin(LAYOUT, 1, file);
      pouring.verified(5);
      pouring.verified(0);
      pouring.verified(3);
      assertThat(out.come.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(pouring.isOver()).isFalse();
      assertThat(out.size()).isEqualTo(100_000);
      pouring.verified(4);
      awaitEnd();
      assertThat(pouring.isOver()).isTrue();
      assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(file));
    }
  }

  @Test
  void allThatIsThereComesWhenItIsComplete() throws Exception {
    Counted out = new Counted();
    try (Pouring pouring = new Pouring(out, ended::countDown)) {
      pouring.begin(LAYOUT, 1, file);
      pouring.complete();
      awaitEnd();
      assertThat(Arrays.equals(out.toByteArray(), Files.readAllBytes(file))).isTrue();
    }
  }

  private static OutputStream failing(String why) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(why);
      }
    };
  }

  @Test
  void whoReadsMayLeaveButAFullDiskIsAFailure() throws Exception {
    try (Pouring pouring = new Pouring(failing("Broken pipe"), ended::countDown)) {
      pouring.begin(LAYOUT, 1, file);
      pouring.complete();
      awaitEnd();
      assertThat(pouring.isOver()).isTrue();
    }
    CountDownLatch failed = new CountDownLatch(1);
    try (Pouring pouring = new Pouring(failing("No space left on device"), failed::countDown)) {
      pouring.begin(LAYOUT, 1, file);
      pouring.complete();
      assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(pouring::isOver)
          .isInstanceOfSatisfying(
              Problem.class, e -> assertThat(e.kind()).isEqualTo(Problem.Kind.STORAGE));
    }
  }
}
