package dev.shoal.web;

import dev.shoal.tracker.TrackerFigures;
import dev.shoal.tracker.TrackerFigures.Refusals;
import dev.shoal.tracker.TrackerFigures.Store;
import dev.shoal.tracker.TrackerFigures.Traffic;
import dev.shoal.web.History.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Trackers to look at. */
final class SampleFigures {
  static final Instant NOW = Instant.parse("2026-11-28T17:54:44Z");

  private static final Duration USUAL = Duration.ofMinutes(30);

  private SampleFigures() {}

  /** One that was started just now. */
  static TrackerFigures empty() {
    return new TrackerFigures(
        NOW.minusSeconds(42),
        "0.1.0",
        0,
        0,
        0,
        0,
        0,
        0,
        List.of(new Traffic("udp", 0, 0, 0, 0), new Traffic("http", 0, 0, 0, 0)),
        List.of(),
        USUAL,
        1_000_000,
        Store.NONE,
        Instant.EPOCH);
  }

  /** One that serves many. */
  static TrackerFigures busy() {
    return new TrackerFigures(
        NOW.minus(Duration.ofHours(77)),
        "0.1.0",
        31_877,
        183_402,
        71_210,
        52_118,
        15_933,
        96_540,
        List.of(
            new Traffic("udp", 61_204_113, 58_213_901, 1_204_377, 88_214),
            new Traffic("http", 9_120_402, 8_817_220, 96_004, 10_377),
            new Traffic("https", 402_118, 377_101, 2_050, 41)),
        List.of(
            new Refusals("torrent", 48_112),
            new Refusals("client", 9_204),
            new Refusals("port", 1_377),
            new Refusals("full", 0)),
        USUAL,
        1_000_000,
        Store.THERE,
        NOW.minusSeconds(74));
  }

  /** One that has too much to do, and whose store is away. */
  static TrackerFigures stressed() {
    TrackerFigures busy = busy();
    return new TrackerFigures(
        busy.since(),
        "0.1.0<b>",
        busy.torrents(),
        busy.seedsV4() + 640_000,
        busy.leechersV4(),
        busy.seedsV6(),
        busy.leechersV6(),
        busy.completed(),
        busy.traffic(),
        List.of(new Refusals("full", 120_441), new Refusals("<script>", 3)),
        Duration.ofMinutes(48),
        busy.peersLimit(),
        Store.AWAY,
        busy.saved());
  }

  /** An hour that led there: day breaks, with a burst of announces. */
  static List<Sample> hour(TrackerFigures end) {
    List<Sample> samples = new ArrayList<>();
    double announces = Watch.announces(end) - 720_000.0;
    for (int i = 0; i < History.MOST; i++) {
      double wave = Math.sin(i / 47.0) + 0.3 * Math.sin(i / 5.0) + 0.2 * Math.sin(i * 1.7);
      double burst = i > 230 && i < 245 ? 160 : 0;
      double peers = end.peers() * (0.82 + 0.18 * i / History.MOST + 0.01 * Math.sin(i / 11.0));
      samples.add(
          new Sample(
              i * History.EVERY.toNanos(),
              Math.round(announces),
              i + 1 == History.MOST ? end.peers() : Math.round(peers)));
      announces += History.EVERY.toSeconds() * (205 + 28 * wave + burst);
    }
    return samples;
  }

  static View view(TrackerFigures figures, List<Sample> samples) {
    long nanos = samples.isEmpty() ? 0 : samples.getLast().nanos();
    return new View(figures, Trend.of(samples, nanos), USUAL, NOW, true);
  }
}
