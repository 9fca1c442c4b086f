package dev.shoal.base;

/**
 * Bytes a second, as an average of the last five seconds. Pure; one thread at a time uses it.
 *
 * <p>Time is cut into slots of a quarter second, of which a ring keeps the newest, so that neither
 * adding nor asking depends on how much was added.
 */
public final class RateMeter {
  private static final long SECOND = 1_000_000_000L;
  private static final long SLOT_NANOS = SECOND / 4;
  private static final int SLOTS = 20;

  private final long[] bytes = new long[SLOTS];
  private boolean begun;
  private long origin; // when the first slot of all began
  private long newest; // the number of the slot that is being filled

  /** A meter that has seen nothing. */
  public RateMeter() {}

  /** Counts bytes that moved at this time. */
  public void add(long count, long nanos) {
    if (!begun) {
      begun = true;
      origin = nanos;
    }
    advance(nanos);
    bytes[(int) (newest % SLOTS)] += count;
  }

  /**
   * The average since the first byte, but of no more than the last five seconds and of no less than
   * one: a single block is not a high rate.
   */
  public long perSecond(long nanos) {
    if (!begun) {
      return 0;
    }
    advance(nanos);
    long oldest = Math.max(0, newest - (SLOTS - 1));
    long span = Math.max(SECOND, nanos - origin - oldest * SLOT_NANOS);
    long sum = 0;
    for (long slot : bytes) {
      sum += slot;
    }
    return (long) (sum * (SECOND / (double) span));
  }

  private void advance(long nanos) {
    long slot = Math.max(newest, (nanos - origin) / SLOT_NANOS);
    for (long fresh = Math.max(newest + 1, slot - SLOTS + 1); fresh <= slot; fresh++) {
      bytes[(int) (fresh % SLOTS)] = 0;
    }
    newest = slot;
  }
}
