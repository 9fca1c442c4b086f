package dev.shoal.bittorrent.piece;

/**
 * How much is asked of one peer before it has answered. It begins with 4 blocks and doubles in a
 * round trip as long as the rate keeps up (slow start), then stays at twice bandwidth times delay
 * or a second's worth of a slow peer, within what the peer accepts ({@code reqq}, BEP 10). Pure.
 */
public final class RequestWindow {
  /** The blocks outstanding at first. */
  public static final int START = 4;

  /** What peers that say nothing are known to accept. */
  public static final int DEFAULT_REQQ = 250;

  /** Never more than this, whatever a peer says: 64 MiB on their way. */
  public static final int MAX = 4096;

  /** A shorter delay is not believed: threads and disks of the other side take their time. */
  private static final long MIN_DELAY_NANOS = 10_000_000;

  /**
   * A second's worth is asked for up to here, the blocks of a lease. Some peers answer at once and
   * later in pulses of half a second: their shortest delay says too little, and whoever asks for
   * less than a pulse could hold never sees that they can do more.
   */
  private static final int SECOND_MAX = 64;

  private static final long MEASURE_NANOS = 200_000_000;

  private int blocks = START;
  private int limit = DEFAULT_REQQ;
  private boolean slowStart = true;
  private long minDelay = Long.MAX_VALUE;
  private long measuredSince;
  private long measuredBytes;
  private long bestRate;
  private boolean begun;

  /** At its beginning. */
  public RequestWindow() {}

  /** How many blocks may be outstanding now. */
  public int blocks() {
    return Math.min(blocks, limit);
  }

  /** The peer said how many requests it queues. */
  public void limit(int reqq) {
    limit = Math.clamp(reqq, 1, MAX);
  }

  /** A block came, this long after it was asked for. */
  public void arrived(int bytes, long delayNanos, long nanos) {
    minDelay = Math.min(minDelay, Math.max(delayNanos, MIN_DELAY_NANOS));
    if (!begun) {
      begun = true;
      measuredSince = nanos;
    }
    measuredBytes += bytes;
    if (slowStart) {
      blocks = Math.min(blocks + 1, MAX);
    }
    long elapsed = nanos - measuredSince;
    if (elapsed >= MEASURE_NANOS) {
      measured(measuredBytes * 1_000_000_000L / elapsed);
      measuredSince = nanos;
      measuredBytes = 0;
    }
  }

  private void measured(long rate) {
    if (slowStart) {
      slowStart = rate > bestRate + bestRate / 10; // it still pays
    }
    bestRate = Math.max(rate, bestRate - bestRate / 10);
    if (!slowStart) {
      long product = (long) (2.0 * bestRate * minDelay / 1e9 / Blocks.SIZE);
      long second = Math.min(bestRate / Blocks.SIZE, SECOND_MAX);
      blocks = Math.clamp(Math.max(product, second), START, MAX);
    }
  }

  /** The peer answered nothing for long: one request at a time, until it does (snubbed). */
  public void snubbed() {
    reset();
    blocks = 1;
  }

  /** The peer choked: begin anew. */
  public void reset() {
    blocks = START;
    slowStart = true;
    bestRate = 0;
    begun = false;
    measuredBytes = 0;
  }
}
