package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Clock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are served as long as they are what they were. */
class FileWatchTest {
  private static final Layout LAYOUT = Layouts.folder(16, 10, 10);

  @TempDir private Path folder;
  private long nanos = Long.MAX_VALUE - 5; // passes by the end of its range
  private final FailingDisk disk = new FailingDisk();
  private Path first = Path.of("");
  private Path second = Path.of("");
  private Storage storage = Storage.serve(disk, LAYOUT, List.of(first, second));

  @BeforeEach
  void serve() throws IOException {
    first = Files.write(folder.resolve("first"), new byte[10]);
    second = Files.write(folder.resolve("second"), new byte[10]);
    storage = Storage.serve(disk, LAYOUT, List.of(first, second));
    Clock clock =
        new Clock() {
          @Override
          public long nanos() {
            return nanos;
          }

          @Override
          public long millis() {
            throw new AssertionError("clocks of walls are put back and forth");
          }
        };
    storage.watch(storage.stamps(), clock);
  }

  @AfterEach
  void close() {
    storage.close();
  }

  private void read(long offset) {
    storage.readUnchanged(offset, ByteBuffer.allocate(5));
  }

  private void assertChanged(long offset, Path file) {
    assertThatThrownBy(() -> read(offset))
        .isInstanceOfSatisfying(
            DiskException.class,
            e -> assertThat(e.reason()).isEqualTo(DiskException.Reason.CHANGED))
        .hasMessage(file + ": was changed or removed");
  }

  @Test
  void aFileIsLookedAtOnceASecond() throws IOException {
    read(0);
    int looks = disk.looks.get();
    for (int i = 0; i < 1000; i++) {
      read(0);
    }
    assertThat(disk.looks).hasValue(looks);
    nanos += FileWatch.LOOK_NANOS;
    read(0);
    read(0);
    assertThat(disk.looks).hasValue(looks + 1);
  }

  @Test
  void whatChangedIsServedNoMoreAndTheOthersAre() throws IOException {
    read(0);
    FileTime before = Files.getLastModifiedTime(first);
    Files.setLastModifiedTime(first, FileTime.fromMillis(before.toMillis() + 1));
    nanos += FileWatch.LOOK_NANOS;
    assertChanged(5, first);
    assertChanged(8, first); // a stretch over both
    Files.setLastModifiedTime(first, before);
    nanos += FileWatch.LOOK_NANOS;
    assertChanged(0, first); // who knows what is in it
    read(10);
  }

  @Test
  void whatWentAwayIsServedNoMoreThoughItIsStillOpen() throws IOException {
    read(10);
    Files.delete(second);
    nanos += FileWatch.LOOK_NANOS;
    assertChanged(10, second);
    read(0);
  }

  @Test
  void whatHasNoStampMayChange() throws IOException {
    storage.watch(List.of(), Clock.system());
    Files.write(first, new byte[20]);
    read(0);
  }
}
