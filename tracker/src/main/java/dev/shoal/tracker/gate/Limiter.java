package dev.shoal.tracker.gate;

import dev.shoal.base.Endpoint;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts what comes from each address in a window of ten seconds, in a table of a fixed size.
 * Addresses that meet in one place of it share what is allowed. Any thread.
 */
final class Limiter {
  private static final int PLACES = 1 << 16;
  private static final long WINDOW = Duration.ofSeconds(10).toNanos();
  private static final int COUNT_BITS = 32;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio

  private final AtomicLongArray places = new AtomicLongArray(PLACES); // window and count
  private final long most;
  private final long seed;

  /** So many a window; {@code seed}: of chance, so that nobody can choose whom to meet. */
  Limiter(long most, long seed) {
    this.most = most;
    this.seed = seed;
  }

  /** Whether one more may come from an address. */
  boolean admits(Endpoint from, long nanos) {
    long window = Math.floorDiv(nanos, WINDOW) << COUNT_BITS;
    int place = place(from);
    long counted = places.get(place);
    long now = (counted ^ window) >>> COUNT_BITS == 0 ? counted + 1 : window + 1;
    // Two threads may count as one; a limit of thousands need not be exact.
    places.lazySet(place, now);
    return (now & 0xFFFF_FFFFL) <= most;
  }

  private int place(Endpoint from) {
    long stranger = from.v6() ? from.high() : from.low();
    return (int) (((stranger ^ seed) * GOLDEN) >>> (Long.SIZE - 16));
  }
}
