package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shoal.base.Bytes;
import dev.shoal.interop.EvilPeer.Victim;
import dev.shoal.testkit.Await;
import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever evil peers do, a download beside them is about as fast and costs about as much. */
@Tag("all")
@Isolated
class EvilPeersTest {
  private static final int PIECE = 128 << 10;
  private static final long SIZE = 28 * Bytes.MIB;

  /** Of the only honest peer: so slow that there is time for evil. */
  private static final String RATE = "4MiB";

  private static final double SLOWER_MOST = 1.2;
  private static final long MORE_MEMORY_MOST = 16 * Bytes.MIB;

  /** Hundreds of connections are let in then, of some dozen KiB each. */
  private static final long MORE_MEMORY_TOGETHER = 64 * Bytes.MIB;

  /** Carriers of virtual threads, and the compiler's, come and go as the JVM likes. */
  private static final int MORE_THREADS_MOST = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static Result quiet;

  /** How long it took in ms, and what it took; both of the process that downloads. */
  private record Result(long millis, Usage usage) {}

  @BeforeAll
  static void withoutThem(@TempDir Path root) throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/task")), "no /proc to measure by");
    quiet = download(root, Set.of());
    System.out.println("quiet: " + quiet);
  }

  @ParameterizedTest
  @EnumSource
  void beside(Evil evil, @TempDir Path root) throws IOException {
    assertHarmless(EnumSet.of(evil), root);
  }

  /**
   * Fourteen floods at once also take the processors, which the two sides share here: it completes,
   * and what they take is bounded.
   */
  @Test
  void besideAllOfThem(@TempDir Path root) throws IOException {
    Result result = download(root, EnumSet.allOf(Evil.class));
    System.out.println("all: " + result);
    assertThat(result.usage.peakBytes()).isLessThan(quiet.usage.peakBytes() + MORE_MEMORY_TOGETHER);
  }

  /** If it was harmed, perhaps by what else the machine does: twice more, and the median counts. */
  private static void assertHarmless(Set<Evil> evils, Path root) throws IOException {
    List<Result> results = new ArrayList<>();
    do {
      results.add(download(root.resolve("run" + results.size()), evils));
      System.out.println(evils + ": " + results.getLast());
    } while (results.size() < (isHarmless(results.getFirst()) ? 1 : 3));
    assertThat(median(results, Result::millis)).isLessThan((long) (SLOWER_MOST * quiet.millis));
    assertThat(median(results, result -> result.usage.peakBytes()))
        .isLessThan(quiet.usage.peakBytes() + MORE_MEMORY_MOST);
  }

  private static boolean isHarmless(Result result) {
    return result.millis < SLOWER_MOST * quiet.millis
        && result.usage.peakBytes() < quiet.usage.peakBytes() + MORE_MEMORY_MOST;
  }

  private static long median(List<Result> results, ToLongFunction<Result> of) {
    return results.stream().mapToLong(of).sorted().skip(results.size() / 2).findFirst().orElse(0);
  }

  private static Result download(Path root, Set<Evil> evils) throws IOException {
    List<EvilCrowd> crowds = new ArrayList<>();
    try (Workplace work = new Workplace(root)) {
      Path original = new Noise(4).file(work.folder("original").resolve("film"), SIZE);
      Shoal sharer =
          Shoal.node(work, "share", original + "", "--piece-size", "" + PIECE, "--up", RATE);
      String link = sharer.await("link").text("magnet");
      byte[] infoHash = HexFormat.of().parseHex(sharer.await("link").text("infoHash"));
      InetSocketAddress at = work.address();
      Victim victim = new Victim(at, infoHash, (int) (SIZE / PIECE), PIECE);
      Path copy = work.folder("copy");
      List<String> get = new ArrayList<>(List.of("get", link, "--to", copy + "", "--keep-seeding"));
      try {
        for (Evil evil : evils) {
          InetSocketAddress theirs = work.address();
          crowds.add(new EvilCrowd(evil, theirs, victim));
          get.addAll(List.of("--peer", theirs.getHostString() + ":" + theirs.getPort()));
        }
        Shoal getter = Shoal.node(work, at, work.home(), get.toArray(String[]::new));
        long millis = getter.await("complete").number("ms");
        assertThat(copy.resolve("film")).hasSameBinaryContentAs(original);
        close(crowds);
        return new Result(millis, settled(getter));
      } finally {
        close(crowds);
      }
    }
  }

  private static void close(List<EvilCrowd> crowds) throws IOException {
    for (EvilCrowd crowd : crowds) {
      crowd.close();
    }
    crowds.clear();
  }

  /** What the process takes once it has recovered; as much as without evil peers. */
  private static Usage settled(Shoal getter) {
    if (quiet != null) {
      Await.holds(
          PATIENCE,
          () -> "as little as " + quiet + ", but: " + getter.usage(),
          () ->
              getter.usage().threads() <= quiet.usage.threads() + MORE_THREADS_MOST
                  && getter.usage().sockets() <= quiet.usage.sockets()
                  && getter.usage().files() <= quiet.usage.files());
    }
    return getter.usage();
  }
}
