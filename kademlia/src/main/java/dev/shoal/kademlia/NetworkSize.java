package dev.shoal.kademlia;

import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How many nodes there are, by how densely ids lie around what lookups found: if the k-th closest
 * of n ids, spread by chance, is at the part d of the greatest distance, then (k - 1) / d estimates
 * n without bias. The mean of the last lookups is within a fifth of the truth mostly. Pure; for a
 * single thread.
 */
public final class NetworkSize {
  /** More lookups make it steadier, and slower to follow. */
  private static final int REMEMBERED = 32;

  private final Tuning tuning;
  private final double[] estimates = new double[REMEMBERED];
  private int count;

  /** Nothing was looked up yet. */
  public NetworkSize(Tuning tuning) {
    this.tuning = tuning;
  }

  /** A lookup, of a target that nobody chose with care, ended with these, the closest first. */
  public void learn(NodeId target, List<Contact> found) {
    if (found.size() < 2) {
      return;
    }
    double farthest = tuning.metric().part(found.getLast().id(), target);
    if (farthest > 0) {
      estimates[count++ % REMEMBERED] = (found.size() - 1) / farthest;
    }
  }

  /** The number of nodes, this one not counted; empty if nothing is known. */
  public OptionalDouble estimate() {
    double sum = 0;
    int known = Math.min(count, REMEMBERED);
    for (int i = 0; i < known; i++) {
      sum += estimates[i];
    }
    return known == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / known);
  }

  /**
   * How far, as a part of the greatest distance, the k-th closest to any target is on average: who
   * is farther than a few times that is not among those responsible for it.
   */
  public double usualReach() {
    return estimate().isEmpty() ? 1 : Math.min(1, tuning.k() / estimate().getAsDouble());
  }
}
