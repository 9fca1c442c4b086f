package dev.shoal.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Clock;
import dev.shoal.tracker.TrackerFigures;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WatchTest {
  /** A clock that stands until it is moved. */
  static final class HandClock implements Clock {
    private long nanos;

    @Override
    public long nanos() {
      return nanos;
    }

    @Override
    public long millis() {
      return SampleFigures.NOW.toEpochMilli() + Duration.ofNanos(nanos).toMillis();
    }

    void forward(Duration time) {
      nanos += time.toNanos();
    }
  }

  private final HandClock clock = new HandClock();

  @Test
  void theTrackerIsAskedOnceASecondAtMost() {
    AtomicInteger asked = new AtomicInteger();
    Watch watch =
        new Watch(
            () -> {
              asked.incrementAndGet();
              return SampleFigures.busy();
            },
            clock);
    for (int i = 0; i < 100; i++) {
      watch.figures();
      clock.forward(Duration.ofMillis(100));
    }
    assertThat(asked.get()).isEqualTo(10);
  }

  @Test
  void samplesBecomeATrend() {
    Watch watch = new Watch(SampleFigures::busy, clock);
    assertThat(watch.trend().announcesNow()).isEmpty();
    clock.forward(History.EVERY);
    watch.sample();
    assertThat(watch.trend().announcesNow()).hasValue(0);
    assertThat(watch.trend().peers()).hasSize(2);
  }

  @Test
  void theShortestIntervalSoFarIsTheUsualOne() {
    AtomicReference<TrackerFigures> figures = new AtomicReference<>(SampleFigures.stressed());
    Watch watch = new Watch(figures::get, clock);
    assertThat(watch.usualInterval()).isEqualTo(Duration.ofMinutes(48));
    figures.set(SampleFigures.busy());
    clock.forward(Duration.ofSeconds(1));
    watch.figures();
    figures.set(SampleFigures.stressed());
    clock.forward(Duration.ofSeconds(1));
    watch.figures();
    assertThat(watch.usualInterval()).isEqualTo(Duration.ofMinutes(30));
  }
}
