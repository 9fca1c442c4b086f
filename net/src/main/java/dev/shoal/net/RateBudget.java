package dev.shoal.net;

/**
 * How long bytes must wait to keep within a rate: a token bucket in the form of the generic cell
 * rate algorithm. Pure; one thread at a time uses it.
 *
 * <p>It keeps one number, the time at which all that was spent so far is paid for. Whoever comes
 * waits until then, so that everybody is served in the order of asking, and may be up to a burst
 * ahead of it after a pause.
 */
public final class RateBudget {
  /** Unused time that may be caught up: a tick of a timer and a bit, not a noticeable peak. */
  public static final long BURST_NANOS = 100_000_000;

  private final long rate;
  private boolean begun;
  private long paidAt;

  /**
   * Nothing spent yet.
   *
   * @param rate bytes a second, 1 or more
   */
  public RateBudget(long rate) {
    if (rate < 1) {
      throw new IllegalArgumentException("no rate: " + rate);
    }
    this.rate = rate;
  }

  /** Spends the bytes; they may move after this many nanoseconds. */
  public long spend(int bytes, long nanos) {
    if (!begun || paidAt - nanos < -BURST_NANOS) {
      begun = true;
      paidAt = nanos - BURST_NANOS;
    }
    long wait = Math.max(0, paidAt - nanos);
    paidAt += Math.ceilDiv(bytes * 1_000_000_000L, rate);
    return wait;
  }
}
