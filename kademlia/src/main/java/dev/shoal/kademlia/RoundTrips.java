package dev.shoal.kademlia;

import java.util.Arrays;

/**
 * How long answers take, learned from those that came: who takes longer than nearly all others is
 * {@link #slowNanos slow} and holds a lookup up no longer, who takes several times that is {@link
 * #lostNanos lost}. Old answers count for less and less, so that it follows a network that changes.
 * Pure; for a single thread.
 *
 * <p>Round trips are counted in classes, each a quarter longer than the one before, from a
 * millisecond to half a minute.
 */
public final class RoundTrips {
  private static final long SHORTEST_NANOS = 1_000_000;
  private static final double RATIO = 1.25;
  private static final int CLASSES = 48;

  /** An answer counts half of a fresh one after about 100 further ones. */
  private static final float FADING = 0.993f;

  /** What is assumed of the first answers: a path around the globe. */
  private static final long FIRST_SLOW_NANOS = 1_000_000_000L;

  /** So many answers make the model better than the assumption. */
  private static final float ENOUGH = 8;

  private static final double MOST = 0.9; // who is slower than this part of all is slow
  private static final double QUICK = 0.1;

  /** A pause of a program or of a shared line is not slowness. */
  private static final long SLACK_NANOS = 50_000_000L;

  /** Nobody is given up sooner: a busy program stands still for so long now and then. */
  private static final long SHORTEST_LOST_NANOS = 500_000_000L;

  private static final long LONGEST_SLOW_NANOS = 2_000_000_000L;
  private static final long LONGEST_LOST_NANOS = 10_000_000_000L;
  private static final int LOST_FACTOR = 4;

  private final float[] weights = new float[CLASSES];
  private float total;

  /** Nothing is known yet. */
  public RoundTrips() {}

  /** An answer took so long. */
  public void add(long nanos) {
    for (int i = 0; i < CLASSES; i++) {
      weights[i] *= FADING;
    }
    total = total * FADING + 1;
    weights[classOf(nanos)]++;
  }

  private static int classOf(long nanos) {
    double steps = Math.log((double) nanos / SHORTEST_NANOS) / Math.log(RATIO);
    return (int) Math.clamp(Math.ceil(steps), 0, CLASSES - 1);
  }

  /** After so long an answer is slower than nearly all are. */
  public long slowNanos() {
    if (total < ENOUGH) {
      return FIRST_SLOW_NANOS;
    }
    return Math.min(
        LONGEST_SLOW_NANOS, Math.max(quantile(QUICK) * 2, quantile(MOST)) + SLACK_NANOS);
  }

  /** After so long no answer will come. */
  public long lostNanos() {
    return Math.clamp(LOST_FACTOR * slowNanos(), SHORTEST_LOST_NANOS, LONGEST_LOST_NANOS);
  }

  /** The time within which this part of the answers came; 0 if there was none. */
  public long quantile(double part) {
    float wanted = (float) (total * part);
    float sum = 0;
    for (int i = 0; i < CLASSES; i++) {
      sum += weights[i];
      if (sum > 0 && sum >= wanted) {
        return (long) (SHORTEST_NANOS * Math.pow(RATIO, i));
      }
    }
    return 0;
  }

  /** Forgets all: the network is another one. */
  public void clear() {
    Arrays.fill(weights, 0);
    total = 0;
  }
}
