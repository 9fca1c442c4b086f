package dev.shoal.web;

import dev.shoal.base.Clock;
import dev.shoal.tracker.TrackerFigures;
import dev.shoal.web.History.Sample;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * An eye on a tracker: its figures, asked for once a second at most, however many ask here; and a
 * sample of them each while, from the first to {@link #close}.
 */
final class Watch implements AutoCloseable {
  // The tracker counts its swarms for each answer, and whoever finds the page may press reload.
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Supplier<TrackerFigures> tracker;
  private final Clock clock;
  private final History history = new History();
  private final CountDownLatch end = new CountDownLatch(1);

  private TrackerFigures figures; // this and what follows: guarded by this
  private long asked;
  private Duration usual;

  /** An eye that is opened now, and has a first sample. */
  Watch(Supplier<TrackerFigures> tracker, Clock clock) {
    this(tracker, clock, List.of());
    sample();
  }

  /** One that has these samples. */
  Watch(Supplier<TrackerFigures> tracker, Clock clock, List<Sample> samples) {
    this.tracker = tracker;
    this.clock = clock;
    figures = tracker.get();
    usual = figures.interval();
    asked = clock.nanos();
    samples.forEach(history::add);
  }

  /** Takes a sample each while, on a thread of its own. */
  void begin(Duration every) {
    Thread.ofVirtual().name("web samples").start(() -> samples(every));
  }

  private void samples(Duration every) {
    try {
      while (!end.await(every.toNanos(), TimeUnit.NANOSECONDS)) {
        try {
          sample();
        } catch (RuntimeException silent) {
          // The tracker does not say how it stands: a gap in the curve, and the next try.
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes a sample now. */
  void sample() {
    TrackerFigures now = figures();
    history.add(new Sample(clock.nanos(), announces(now), now.peers()));
  }

  /** Announces over all protocols. */
  static long announces(TrackerFigures figures) {
    return figures.traffic().stream().mapToLong(TrackerFigures.Traffic::announces).sum();
  }

  /** How the tracker stood a second ago at most. */
  synchronized TrackerFigures figures() {
    if (clock.nanos() - asked >= FRESH.toNanos()) {
      figures = tracker.get();
      asked = clock.nanos();
      if (figures.interval().compareTo(usual) < 0) {
        usual = figures.interval();
      }
    }
    return figures;
  }

  /**
   * The shortest interval that was asked for so far: the tracker does not say which is usual, but
   * under load it only ever asks for a longer one.
   */
  synchronized Duration usualInterval() {
    return usual;
  }

  /** The last hour. */
  Trend trend() {
    return Trend.of(history.samples(), clock.nanos());
  }

  @Override
  public void close() {
    end.countDown();
  }
}
