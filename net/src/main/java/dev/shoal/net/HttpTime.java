package dev.shoal.net;

import dev.shoal.base.Clock;
import java.time.Duration;

/** The time that all hops to an answer have together. */
record HttpTime(Clock clock, long start, Duration whole) {
  static HttpTime from(Clock clock, Duration whole) {
    return new HttpTime(clock, clock.nanos(), whole);
  }

  /**
   * What is left of it.
   *
   * @throws ConnectionException if nothing is
   */
  Duration left() {
    Duration left = whole.minusNanos(clock.nanos() - start);
    if (!left.isPositive()) {
      throw new ConnectionException("no answer in time");
    }
    return left;
  }
}
