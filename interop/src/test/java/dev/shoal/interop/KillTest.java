package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Bytes;
import dev.shoal.testkit.Await;
import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A {@code get} or {@code share} that is killed again and again goes on where it was. */
@Tag("all")
@Isolated
class KillTest {
  /** The last one after the last piece. */
  private static final int KILLED_GETS = 30;

  /** The first of them by the time since their start: most before anything is known. */
  private static final int BY_TIME = 10;

  private static final int START_MILLIS = 1000;
  private static final int KILLED_SHARES = 10;

  private static final long PIECE = 64 * Bytes.KIB;
  private static final int PIECES = 512;
  private static final long SIZE = PIECES * PIECE;

  /** So slow that a kill comes in time: what is seen is a few pieces old. */
  private static final long RATE = 4 * Bytes.MIB;

  /** Half a second, by which a kill may come too late. */
  private static final int LATE = (int) (RATE / PIECE / 2);

  /** What may be sent again for each kill: on its way, or of a piece that was not whole yet. */
  private static final long AGAIN_MAX = 4 * PIECE;

  /** Nothing but a length, so that to hash it takes long and to make it does not. */
  private static final long SPARSE = Bytes.GIB;

  @TempDir private Path root;
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private Workplace work;
  private Path state;
  private Path copy;

  @BeforeEach
  void begin() {
    System.out.println("seed " + seed);
    work = new Workplace(root);
    state = work.folder("state");
    copy = work.folder("copy");
  }

  @AfterEach
  void end() {
    work.close();
  }

  @Test
  void thirtyKillsOfAGetCostLittle() {
    Path original = new Noise(seed).file(work.folder("original").resolve("big"), SIZE);
    Shoal sharer =
        Shoal.node(
            work, "share", original.toString(), "--piece-size", "" + PIECE, "--up", "" + RATE);
    String link = sharer.await("link").text("magnet");
    long have = 0;
    for (int i = 1; i < KILLED_GETS; i++) {
      Shoal getter = get(link);
      if (i <= BY_TIME) {
        Duration moment = Duration.ofMillis(random.nextInt(START_MILLIS));
        Await.until(moment, () -> have(getter) >= PIECES - LATE);
      } else {
        long even = 2 * (PIECES - have) / (KILLED_GETS - i);
        awaitPieces(getter, Math.min(PIECES - LATE, have + random.nextLong(even + 1)));
      }
      getter.kill();
      getter.close();
      assertThat(getter.last("complete")).isEmpty();
      have = Math.max(have, have(getter));
    }
    Shoal last = get(link);
    awaitPieces(last, PIECES);
    last.kill();
    last.close();
    get(link).awaitExit(0);
    assertThat(copy.resolve("big")).hasSameBinaryContentAs(original);
    assertThat(files(copy)).containsExactly(copy.resolve("big"));
    assertNothingHalfWritten();
    sharer.close();
    long sent = sharer.last("progress").orElseThrow().number("uploaded");
    System.out.println("sent again: " + Bytes.format(sent - SIZE));
    assertThat(sent).isBetween(SIZE, SIZE + KILLED_GETS * AGAIN_MAX);
  }

  @Test
  void tenKillsOfAShareThatHashesHarmNothing() {
    Path other = new Noise(1).file(work.folder("other").resolve("other"), SIZE);
    Shoal before = share(other);
    before.await("link");
    before.close();
    Path folder = work.folder("original");
    Path small = new Noise(2).file(folder.resolve("small"), SIZE);
    sparse(folder.resolve("large"));
    for (int i = 0; i < KILLED_SHARES; i++) {
      long moment = random.nextLong(SPARSE / 2);
      Shoal sharer = share(folder);
      sharer.await(moment + " bytes are hashed", () -> hashed(sharer) >= moment);
      sharer.kill();
      sharer.close();
      assertThat(sharer.last("link")).isEmpty();
    }
    Shoal sharer = share(folder);
    String link = sharer.await("link").text("magnet");
    Shoal.node(work, "get", link, "--select", "small", "--to", copy.toString()).awaitExit(0);
    assertThat(copy.resolve("original/small")).hasSameBinaryContentAs(small);
    assertNothingHalfWritten();
    for (Path shared : List.of(other, folder)) {
      Shoal again = share(shared);
      again.await("link");
      assertThat(again.last("checking")).as("hashed again").isEmpty();
    }
  }

  private Shoal get(String link) {
    return Shoal.node(work, work.address(), state, "get", link, "--to", copy.toString());
  }

  private Shoal share(Path path) {
    return Shoal.node(work, work.address(), state, "share", path.toString());
  }

  private static void awaitPieces(Shoal getter, long pieces) {
    getter.await(pieces + " pieces", () -> have(getter) >= pieces);
  }

  private static long have(Shoal getter) {
    return getter
        .last("piece")
        .or(() -> getter.last("checked"))
        .map(event -> event.number("have"))
        .orElse(0L);
  }

  private static long hashed(Shoal sharer) {
    return sharer.last("checking").map(event -> event.number("done")).orElse(0L);
  }

  private static void sparse(Path path) {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(SPARSE);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private void assertNothingHalfWritten() {
    assertThat(files(state)).noneMatch(file -> file.toString().endsWith(".new"));
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
