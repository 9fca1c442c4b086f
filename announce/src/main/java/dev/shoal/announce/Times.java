package dev.shoal.announce;

/** Comparing nanoseconds, whose origin is arbitrary; {@code Long.MAX_VALUE} is never. */
final class Times {
  private Times() {}

  /** The earlier of two times, neither of which is long before {@code now}. */
  static long earlier(long a, long b, long now) {
    if (a == Long.MAX_VALUE || b == Long.MAX_VALUE) {
      return Math.min(a, b);
    }
    return a - now < b - now ? a : b;
  }
}
