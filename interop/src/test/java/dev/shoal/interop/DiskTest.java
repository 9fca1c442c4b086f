package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shoal.base.Bytes;
import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A disk that is full or may not be written ends a {@code get} with exit code 8, and what was there
 * then is not fetched again.
 */
@Isolated
class DiskTest {
  private static final int STORAGE = 8;
  private static final long SIZE = 16 * Bytes.MIB;
  private static final long DISK = 20 * Bytes.MIB;

  /** So slow that the disk can be filled while it runs. */
  private static final String RATE = "4MiB";

  @TempDir private Path root;
  private Workplace work;
  private Path disk;
  private Path original;
  private Shoal sharer;
  private String link;

  @BeforeEach
  void begin() {
    work = new Workplace(root);
    disk = work.folder("disk");
    assumeTrue(mount("size=" + DISK) == 0, "not allowed to mount a small disk");
    original = new Noise(8).file(work.folder("original").resolve("big"), SIZE);
    sharer = Shoal.node(work, "share", original.toString(), "--piece-size", "64KiB", "--up", RATE);
    link = sharer.await("link").text("magnet");
  }

  @AfterEach
  void end() {
    work.close();
    try (Workplace after = new Workplace(root)) {
      RunningProgram umount = after.start(List.of("umount", disk.toString()));
      umount.await("umount", () -> umount.exit().isPresent()); // fails if none was mounted
    }
  }

  private int mount(String options) {
    RunningProgram mount =
        work.start(List.of("mount", "-t", "tmpfs", "-o", options, "none", disk.toString()));
    mount.await("mount", () -> mount.exit().isPresent());
    return mount.exit().orElseThrow();
  }

  private Shoal get() {
    return get(work.folder("state"));
  }

  private Shoal get(Path state) {
    return Shoal.node(work, work.address(), state, "get", link, "--to", disk.toString());
  }

  /** Takes all the room that is left, which somebody else is taking too. */
  private Path fill() {
    Path filler = disk.resolve("filler");
    try (OutputStream out = Files.newOutputStream(filler)) {
      for (long written = 0; written < DISK; written += Bytes.KIB) {
        out.write(new byte[(int) Bytes.KIB]);
      }
      throw new AssertionError("the disk is larger than it should be");
    } catch (IOException full) {
      return filler;
    }
  }

  @Test
  void isSeenBeforeAnythingIsFetched() throws IOException {
    Path filler = new Noise(1).file(disk.resolve("filler"), DISK - SIZE / 2);
    Shoal getter = get();
    getter.awaitExit(STORAGE);
    assertThat(getter.last("piece")).isEmpty();
    Files.delete(filler);
    get().awaitExit(0);
    assertThat(disk.resolve("big")).hasSameBinaryContentAs(original);
  }

  @Test
  void endsAGetWhichGoesOnOnceThereIsRoom() throws IOException {
    Shoal getter = get();
    getter.await("piece");
    Path filler = fill();
    getter.awaitExit(STORAGE);
    Files.delete(filler);
    get().awaitExit(0);
    assertThat(disk.resolve("big")).hasSameBinaryContentAs(original);
    sharer.close();
    long sent = sharer.last("progress").orElseThrow().number("uploaded");
    assertThat(sent).isBetween(SIZE, SIZE + 8 * Bytes.MIB); // what was on its way comes again
  }

  @Test
  void thatIsReadOnlyEndsAGetUntilItMayBeWritten() {
    assertThat(mount("remount,ro")).isZero();
    assertReadOnly(get(), disk.resolve("big"));
    assertReadOnly(get(disk.resolve("state")), disk.resolve("state"));
    assertThat(mount("remount,rw")).isZero();
    get().awaitExit(0);
    assertThat(disk.resolve("big")).hasSameBinaryContentAs(original);
  }

  private static void assertReadOnly(Shoal getter, Path place) {
    getter.awaitExit(STORAGE);
    assertThat(getter.last("error").orElseThrow().text("message"))
        .endsWith(place + ": the file system is read-only");
    assertThat(getter.last("piece")).isEmpty();
  }
}
