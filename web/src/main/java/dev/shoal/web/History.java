package dev.shoal.web;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last hour in samples: when a new one comes, the oldest goes. Any thread may use it. */
final class History {
  /** How far back the page shows. */
  static final Duration SPAN = Duration.ofHours(1);

  /** Between two samples: a curve of an hour has no more points than a phone has pixels. */
  static final Duration EVERY = Duration.ofSeconds(10);

  /** Both ends of the hour count. */
  static final int MOST = (int) SPAN.dividedBy(EVERY) + 1;

  /**
   * What the tracker had counted at one moment.
   *
   * @param nanos the moment
   * @param announces answered since the tracker was started
   * @param peers known then
   */
  record Sample(long nanos, long announces, long peers) {}

  private final Deque<Sample> samples = new ArrayDeque<>(MOST);

  /** Remembers a sample, which is later than all others. */
  synchronized void add(Sample sample) {
    if (samples.size() == MOST) {
      samples.removeFirst();
    }
    samples.addLast(sample);
  }

  /** All samples, the oldest first. */
  synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }
}
