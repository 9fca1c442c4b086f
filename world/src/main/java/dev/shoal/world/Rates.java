package dev.shoal.world;

/**
 * How fast a host's line is, in bytes a second each way; 0 is without a limit.
 *
 * @param up what it sends
 * @param down what it receives
 */
public record Rates(long up, long down) {
  /** A line that takes no time. */
  public static final Rates UNLIMITED = new Rates(0, 0);

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  public Rates {
    if (up < 0 || down < 0) {
      throw new IllegalArgumentException("no rate: " + up + ", " + down);
    }
  }

  /** The nanoseconds that bytes occupy a line of a rate, rounded up. */
  static long nanos(int bytes, long rate) {
    return rate == 0 ? 0 : Math.ceilDiv(bytes * NANOS_PER_SECOND, rate);
  }
}
