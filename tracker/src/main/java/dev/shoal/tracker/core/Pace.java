package dev.shoal.tracker.core;

import java.time.Duration;

/**
 * How often peers are to announce, and how long they count. When more announces come than are
 * comfortable, peers are asked to wait longer, up to four times as long; when they are fewer, less
 * so again, but slowly: who was told of a long interval must not be taken for gone before it is
 * over.
 */
final class Pace {
  private static final int MOST_STRETCH = 4;
  private static final long WINDOW = Duration.ofSeconds(10).toNanos();

  private final long interval; // nanos
  private final int comfortable; // announces in a window
  private double stretch = 1;
  private long windowFrom;
  private int announces;

  Pace(Duration interval, int announcesPerSecond, long nanos) {
    this.interval = interval.toNanos();
    this.comfortable =
        (int) Math.min(Integer.MAX_VALUE, announcesPerSecond * (WINDOW / 1_000_000_000));
    this.windowFrom = nanos;
  }

  /** An announce came. */
  void announced(long nanos) {
    announces++;
    long passed = nanos - windowFrom;
    if (passed >= WINDOW) {
      double load = (double) announces * WINDOW / passed / comfortable;
      // Halved in twice the longest interval, so that a lifetime, which is of two intervals, stays
      // longer than any interval that somebody was told, with its jitter.
      double eased = stretch * Math.pow(0.5, (double) passed / (2 * MOST_STRETCH * interval));
      stretch = Math.clamp(Math.max(load, eased), 1, MOST_STRETCH);
      windowFrom = nanos;
      announces = 0;
    }
  }

  /** Seconds until the next announce, without jitter. */
  int seconds() {
    return (int) (stretch * interval / 1_000_000_000);
  }

  /** How long a peer counts from when it was heard of: two intervals and a minute, in nanos. */
  long lifetime() {
    return (long) (2 * stretch * interval) + Duration.ofMinutes(1).toNanos();
  }

  /** No lifetime is ever longer. */
  static Duration longestLifetime(Duration interval) {
    return interval.multipliedBy(2L * MOST_STRETCH).plusMinutes(1);
  }
}
