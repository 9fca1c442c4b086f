package dev.shoal.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.Await;
import dev.shoal.testkit.Noise;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a limit lets through in ten seconds of real time, between two nodes. */
@Tag("all")
class LimitsSocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Percentage EXACT = Percentage.withPercentage(5);
  private static final Percentage FAIR = Percentage.withPercentage(10);
  private static final long RATE = 2 << 20;

  /** Before that, what is saved up at the beginning is spent. */
  private static final long BEGIN = 2 * RATE;

  private static final long END = BEGIN + 10 * RATE;

  @TempDir Path temp;

  /** Which node has the limit. */
  private enum Limited {
    SHARER,
    GETTER
  }

  /** Side by side, as they do little but wait. */
  @Test
  void areExactAndFair() throws Exception {
    List<Callable<Void>> cases = new ArrayList<>();
    for (Limited limited : Limited.values()) {
      for (int torrents = 1; torrents <= 2; torrents++) {
        int many = torrents;
        cases.add(() -> measure(limited, many));
      }
    }
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (Future<Void> one : threads.invokeAll(cases)) {
        one.get();
      }
    }
  }

  private Void measure(Limited limited, int torrents) throws InterruptedException {
    Path folder = temp.resolve(limited + " " + torrents);
    NodeBuilder here = Node.builder().stateFolder(folder.resolve("here"));
    NodeBuilder there = Node.builder().stateFolder(folder.resolve("there"));
    switch (limited) {
      case SHARER -> here.upLimit(RATE);
      case GETTER -> there.downLimit(RATE);
    }
    // all have the same contents, and would find each other
    try (Node sharer = here.bind("lo").port(0).without("lan").start();
        Node getter = there.bind("lo").port(0).without("lan").start()) {
      List<Download> downloads = new ArrayList<>();
      for (int i = 0; i < torrents; i++) {
        Path file = new Noise(i).file(folder.resolve("" + i), END + BEGIN);
        String link = sharer.share(file, ShareOptions.defaults()).link().text();
        GetOptions options = GetOptions.defaults().withInto(folder.resolve("to"));
        downloads.add(getter.get(link, options));
      }
      Reading begin = await(downloads, BEGIN);
      List<Double> rates = await(downloads, END).rates(begin);
      String which = torrents + " torrents, limited by the " + limited;
      System.out.println(which + ": " + rates.stream().map(rate -> rate / RATE).toList());
      assertThat(rates.stream().mapToDouble(Double::doubleValue).sum())
          .as(which)
          .isCloseTo(RATE, EXACT);
      for (double rate : rates) {
        assertThat(rate).as(which).isCloseTo((double) RATE / torrents, FAIR);
      }
    }
    return null;
  }

  /** What had come in at a moment. */
  private record Reading(long nanos, List<Long> each) {
    static Reading of(List<Download> downloads) {
      List<Long> each = downloads.stream().map(d -> d.progress().downloaded()).toList();
      return new Reading(System.nanoTime(), each);
    }

    /** Bytes a second of each since another one. */
    List<Double> rates(Reading earlier) {
      double seconds = (nanos - earlier.nanos) / 1e9;
      return IntStream.range(0, each.size())
          .mapToObj(i -> (each.get(i) - earlier.each.get(i)) / seconds)
          .toList();
    }

    long all() {
      return each.stream().mapToLong(Long::longValue).sum();
    }
  }

  /** The first moment at which so much had come in. */
  private static Reading await(List<Download> downloads, long bytes) {
    Await.holds(PATIENCE, () -> bytes + " bytes", () -> Reading.of(downloads).all() >= bytes);
    return Reading.of(downloads);
  }
}
