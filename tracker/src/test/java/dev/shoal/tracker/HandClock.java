package dev.shoal.tracker;

import dev.shoal.base.Clock;
import java.time.Duration;

/** A clock that a test moves by hand. */
public final class HandClock implements Clock {
  /** Made by whoever tests. */
  public HandClock() {}

  private long nanos = Long.MAX_VALUE - Duration.ofMinutes(1).toNanos(); // soon overflows

  /** Time passes. */
  public void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Override
  public long nanos() {
    return nanos;
  }

  @Override
  public long millis() {
    return 0;
  }
}
