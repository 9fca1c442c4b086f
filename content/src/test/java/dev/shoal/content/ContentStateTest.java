package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Clock;
import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStateTest {
  private static final Hash NAME = Hash.sha1(new byte[] {1});

  @TempDir private Path folder;

  private ContentState open() {
    return ContentState.open(folder, NAME, Clock.system());
  }

  @Test
  void smallThingsAreKeptAndReplaced() {
    try (var state = open()) {
      assertThat(state.recall("torrent")).isEmpty();
      state.keep("torrent", new byte[] {1, 2, 3});
      state.keep("torrent", new byte[] {4});
      state.keep("journal", new byte[] {5}); // a name of its own, not the journal's
    }
    try (var state = open()) {
      assertThat(state.recall("torrent")).contains(new byte[] {4});
      assertThat(state.path("torrent")).hasBinaryContent(new byte[] {4});
      assertThatThrownBy(() -> state.keep("../x", new byte[0]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aFullDiskLeavesTheOldOne() {
    FailingDisk disk = new FailingDisk();
    try (var state = ContentState.in(disk, folder, Clock.system(), "")) {
      state.keep("torrent", new byte[] {1, 2, 3});
      disk.room.set(2);
      assertThatThrownBy(() -> state.keep("torrent", new byte[] {4, 5, 6}))
          .isInstanceOf(DiskException.class);
      assertThat(state.recall("torrent")).contains(new byte[] {1, 2, 3});
    }
  }

  @Test
  void twiceInOneProcessIsRefusedAndTheFirstKeepsItsLock() throws Exception {
    try (var first = open()) {
      assertConflict(this::open, "at work");
      assertThat(inAnotherProcess()).isEqualTo("refused");
      first.keep("torrent", new byte[0]);
    }
    assertThat(inAnotherProcess()).isEqualTo("opened");
    open().close();
  }

  private static void assertConflict(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable open, String words) {
    assertThatThrownBy(open)
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.kind()).isEqualTo(Problem.Kind.CONFLICT))
        .hasMessageContaining(words);
  }

  @Test
  void anotherProcessIsRefusedAndAKilledOneLeavesLockAndJournalUsable() throws Exception {
    Process other = process("stay");
    try (var lines = other.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).isEqualTo("opened");
      assertConflict(this::open, "another shoal process");
    } finally {
      other.destroyForcibly().waitFor();
    }
    try (var state = open()) {
      assertThat(state.journal().verified().cardinality()).isPositive();
    }
  }

  private String inAnotherProcess() throws IOException, InterruptedException {
    Process other = process("leave");
    try (var lines = other.inputReader(StandardCharsets.UTF_8)) {
      return String.valueOf(lines.readLine());
    } finally {
      other.waitFor();
    }
  }

  private Process process(String what) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Other.class.getName(),
            folder.toString(),
            what)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** The other process: verifies pieces until it is killed, or leaves at once. */
  static final class Other {
    private Other() {}

    public static void main(String[] args) throws InterruptedException {
      Layout layout = Layouts.folder(16, 16_000);
      try (var state = ContentState.open(Path.of(args[0]), NAME, Clock.system())) {
        var placement = Placement.of(layout, Path.of(args[0]), Selection.all(layout));
        state.journal().resume(layout, placement, java.util.List.of());
        BitSet pieces = new BitSet();
        for (int piece = 0; piece < 100; piece++) {
          pieces.set(piece);
          state.journal().verified(pieces);
        }
        System.out.println("opened");
        if (args[1].equals("stay")) {
          TimeUnit.MINUTES.sleep(1); // until it is killed
        }
      } catch (Problem refused) {
        System.out.println("refused");
      }
    }
  }
}
