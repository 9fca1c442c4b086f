package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Bytes;
import dev.shoal.testkit.Noise;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A {@code get} that is killed again and again goes on where it was. */
@Tag("all")
@Isolated
class KillTest {
  private static final int KILLS = 10;
  private static final long PIECE = 256 * Bytes.KIB;
  private static final long SIZE = 384 * Bytes.MIB;

  /** What may be sent again: on its way, or verified but not yet safe, at each kill. */
  private static final long AGAIN_MAX = 80 * Bytes.MIB;

  @Test
  void tenKillsCostLittle(@TempDir Path root) {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (Workplace work = new Workplace(root)) {
      Path original = new Noise(seed).file(work.folder("original").resolve("big"), SIZE);
      Shoal sharer =
          Shoal.node(work, "share", original.toString(), "--piece-size", Long.toString(PIECE));
      String link = sharer.await("link").text("magnet");
      Path copy = work.folder("copy");
      Path state = work.folder("state");
      for (int i = 0; i < KILLS; i++) {
        long more = random.nextLong(SIZE / PIECE / (KILLS + 1));
        Shoal getter = get(work, state, link, copy);
        getter.await("listening");
        getter.await(more + " more pieces", () -> pieces(getter) >= more);
        getter.kill();
        assertThat(getter.last("complete")).isEmpty();
        getter.close();
      }
      get(work, state, link, copy).awaitExit(0);
      assertThat(copy.resolve("big")).hasSameBinaryContentAs(original);
      sharer.close();
      long sent = sharer.last("progress").orElseThrow().number("uploaded");
      System.out.println("sent again: " + Bytes.format(sent - SIZE));
      assertThat(sent).isBetween(SIZE, SIZE + AGAIN_MAX);
    }
  }

  private static Shoal get(Workplace work, Path state, String link, Path copy) {
    return Shoal.node(work, work.address(), state, "get", link, "--to", copy.toString());
  }

  private static long pieces(Shoal getter) {
    return getter.events().stream().filter(event -> event.is("piece")).count();
  }
}
