package dev.shoal.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.shoal.content.Disk;
import dev.shoal.content.DiskException;
import dev.shoal.content.DiskException.Reason;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WorldDiskTest {
  private static final int PAGE = MemoryFile.PAGE;
  private static final Path FILE = Path.of("/d/e/file");

  private final VirtualTime time = new VirtualTime(0);
  private final WorldDisk disk = new WorldDisk(time, 10L * PAGE);

  private static ByteBuffer bytes(int count, int value) {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }

  private void write(Path path, int count, long position) {
    try (Disk.OpenFile file = disk.open(path, true)) {
      file.write(bytes(count, 7), position);
    }
  }

  private ByteBuffer read(Path path, int count, long position) {
    try (Disk.OpenFile file = disk.open(path, false)) {
      ByteBuffer into = ByteBuffer.allocate(count);
      assertThat(file.read(into, position)).isEqualTo(into.position());
      return into.flip();
    }
  }

  private static void fails(Reason reason, ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(type(DiskException.class))
        .extracting(DiskException::reason)
        .isEqualTo(reason);
  }

  @Test
  void keepsWhatIsWrittenAndTakesNoRoomForHoles() {
    write(FILE, 2 * PAGE, 1000L * PAGE - 5);
    assertThat(disk.used()).isEqualTo(3L * PAGE);
    assertThat(disk.free(FILE)).isEqualTo(7L * PAGE);
    assertThat(disk.status(FILE).orElseThrow().size()).isEqualTo(1002L * PAGE - 5);
    assertThat(read(FILE, 10, 1000L * PAGE - 10))
        .isEqualTo(ByteBuffer.allocate(10).put(5, new byte[] {7, 7, 7, 7, 7}));
    assertThat(read(FILE, 10, 1002L * PAGE - 8).remaining()).isEqualTo(3);
    assertThat(read(FILE, 10, 2000L * PAGE).remaining()).isZero();
  }

  @Test
  void truncatesToZerosAndGivesBackRoom() {
    write(FILE, 3 * PAGE, 0);
    try (Disk.OpenFile file = disk.open(FILE, true)) {
      file.truncate(PAGE + 1);
      file.truncate(100L * PAGE);
      assertThat(file.size()).isEqualTo(100L * PAGE);
    }
    assertThat(disk.used()).isEqualTo(2L * PAGE);
    assertThat(read(FILE, 3, PAGE)).isEqualTo(ByteBuffer.wrap(new byte[] {7, 0, 0}));
  }

  @Test
  void isFullAtItsQuotaAndGoesOnWithMoreRoom() {
    fails(Reason.FULL, () -> write(FILE, 11 * PAGE, 0));
    write(FILE, PAGE, 3L * PAGE); // what is allocated can be written again
    disk.quota(12L * PAGE);
    write(FILE, PAGE, 11L * PAGE);
    disk.delete(FILE);
    assertThat(disk.used()).isZero();
  }

  @Test
  void failsAfterSoManyBytesAsABrokenDeviceDoes() {
    disk.failWritesAfter(PAGE + 10);
    fails(Reason.BROKEN, () -> write(FILE, 2 * PAGE, 0));
    assertThat(disk.status(FILE).orElseThrow().size()).isEqualTo(PAGE + 10);
    disk.repair();
    write(FILE, 2 * PAGE, 0);
  }

  @Test
  void deniesAndBreaksWhatIsBelowAPath() {
    write(FILE, 10, 0);
    disk.deny(Path.of("/d"));
    fails(Reason.DENIED, () -> write(FILE, 10, 0));
    fails(Reason.DENIED, () -> disk.list(Path.of("/d/e")));
    write(Path.of("/dd"), 10, 0);
    disk.repair();
    disk.breakReads(Path.of("/d/e"));
    fails(Reason.BROKEN, () -> read(FILE, 1, 0));
    write(FILE, 10, 0);
    fails(Reason.MISSING, () -> read(Path.of("/none"), 1, 0));
    fails(Reason.MISSING, () -> disk.list(Path.of("/none")));
    fails(Reason.BROKEN, () -> read(Path.of("/d/e"), 1, 0));
  }

  @Test
  void movesReplacingAndListsInOrderOfBytes() {
    write(Path.of("/d/é"), PAGE, 0);
    write(Path.of("/d/z"), 10, 0);
    write(Path.of("/d/Z"), 10, 0);
    disk.createFolders(Path.of("/d/a/b"));
    assertThat(disk.list(Path.of("/d")))
        .containsExactly(Path.of("/d/Z"), Path.of("/d/a"), Path.of("/d/z"), Path.of("/d/é"));
    disk.move(Path.of("/d/z"), Path.of("/d/é"));
    assertThat(disk.status(Path.of("/d/z"))).isEmpty();
    assertThat(disk.used()).isEqualTo(2L * PAGE);
    fails(Reason.BROKEN, () -> disk.delete(Path.of("/d/a")));
    disk.delete(Path.of("/d/a/b"));
    disk.delete(Path.of("/d/a"));
    disk.delete(Path.of("/d/a"));
    assertThat(disk.status(Path.of("/d/a"))).isEmpty();
  }

  @Test
  void followsLinks() {
    write(FILE, 10, 0);
    disk.link(Path.of("/d/folder"), Path.of("e"));
    disk.link(Path.of("/d/e/loop"), Path.of("loop"));
    assertThat(read(Path.of("/d/folder/file"), 10, 0).remaining()).isEqualTo(10);
    fails(Reason.BROKEN, () -> disk.status(Path.of("/d/e/loop")));
    disk.delete(Path.of("/d/folder"));
    assertThat(disk.status(FILE)).isPresent();
  }

  @Test
  void datesFilesByTheClock() {
    write(FILE, 1, 0);
    long first = disk.status(FILE).orElseThrow().modifiedNanos();
    time.runFor(Net.SECOND);
    assertThat(disk.status(FILE).orElseThrow().modifiedNanos()).isEqualTo(first);
    write(FILE, 1, 0);
    assertThat(disk.status(FILE).orElseThrow().modifiedNanos()).isEqualTo(first + Net.SECOND);
  }

  @Test
  void aClosedFileAndOneOpenedToReadRefuse() {
    write(FILE, 1, 0);
    Disk.OpenFile file = disk.open(FILE, false);
    assertThatThrownBy(() -> file.write(bytes(1, 1), 0)).hasMessageContaining("for reading");
    file.close();
    assertThatThrownBy(file::size).hasMessageContaining("closed");
  }
}
