package dev.shoal.bittorrent.swarm;

/**
 * When connections that are of no use any more end: a little later, so that both sides learn the
 * last news. Pure.
 */
final class Partings {
  private static final long FAREWELL_NANOS = 2_000_000_000L;

  private boolean expected;
  private long at;

  /** Some connection is of no use any more. */
  void expect(long nanos) {
    if (!expected) {
      expected = true;
      at = nanos + FAREWELL_NANOS;
    }
  }

  /** Whether it is time; then it is over. */
  boolean due(long nanos) {
    boolean due = expected && nanos - at >= 0;
    expected &= !due;
    return due;
  }

  /** When it is time; MAX_VALUE: not at all. */
  long next() {
    return expected ? at : Long.MAX_VALUE;
  }
}
