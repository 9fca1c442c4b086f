package dev.shoal.web;

import dev.shoal.web.History.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What samples tell about the last hour.
 *
 * @param announces a second, from each sample to the next
 * @param peers at each sample
 * @param announcesNow a second, over the last half minute; empty until two samples are there
 */
record Trend(List<Point> announces, List<Point> peers, OptionalDouble announcesNow) {
  /**
   * A point of a curve.
   *
   * @param ago in seconds
   */
  record Point(double ago, double value) {}

  private static final double SECOND = 1e9;

  /** What curves can span: quarters of each are whole minutes. */
  private static final List<Duration> SPANS =
      List.of(Duration.ofMinutes(4), Duration.ofMinutes(20), History.SPAN);

  /** Samples that "now" looks back: one alone jumps, as announces come in bursts. */
  private static final int NOW = 3;

  Trend {
    announces = List.copyOf(announces);
    peers = List.copyOf(peers);
  }

  /** The trend that is seen at this moment. */
  static Trend of(List<Sample> samples, long nanos) {
    List<Point> announces = new ArrayList<>();
    List<Point> peers = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      double ago = Math.max(0, (nanos - sample.nanos()) / SECOND);
      if (ago > History.SPAN.toSeconds()) {
        continue;
      }
      peers.add(new Point(ago, sample.peers()));
      if (i > 0) {
        announces.add(new Point(ago, rate(samples.get(i - 1), sample)));
      }
    }
    return new Trend(announces, peers, now(samples));
  }

  /** How much of the hour is worth a curve: a tracker that is young has little to show. */
  Duration span() {
    double oldest = peers.isEmpty() ? 0 : peers.getFirst().ago();
    return SPANS.stream()
        .filter(span -> span.toSeconds() >= oldest)
        .findFirst()
        .orElse(History.SPAN);
  }

  private static OptionalDouble now(List<Sample> samples) {
    if (samples.size() < 2) {
      return OptionalDouble.empty();
    }
    Sample before = samples.get(Math.max(0, samples.size() - 1 - NOW));
    return OptionalDouble.of(rate(before, samples.getLast()));
  }

  private static double rate(Sample from, Sample to) {
    double seconds = (to.nanos() - from.nanos()) / SECOND;
    return seconds <= 0 ? 0 : Math.max(0, (to.announces() - from.announces()) / seconds);
  }
}
