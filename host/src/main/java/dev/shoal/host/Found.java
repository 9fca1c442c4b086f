package dev.shoal.host;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import java.util.Comparator;

/**
 * A content that somebody on the local network offers, as that node says.
 *
 * @param name a stranger's word: not for a terminal or a path as it is
 * @param file the path of a file in it, if that is what matched; else empty
 * @param bytes of all of it
 * @param content its hash
 * @param peer who offers it
 * @param roundTripNanos how long a word to it and back took
 * @param load how many are getting it from there now
 */
public record Found(
    String name,
    String file,
    long bytes,
    Hash content,
    Locator.Ip peer,
    long roundTripNanos,
    int load) {
  /** Below this a round trip says more about threads than about the way. */
  private static final long SHORTEST_NANOS = 2_000_000;

  /**
   * Whom to get it from first: who has to share its time with few, and is near. A round trip twice
   * as long counts as much as twice as many others.
   */
  public static final Comparator<Found> BEST_FIRST = Comparator.comparingDouble(Found::cost);

  private double cost() {
    return (load + 1.0) * Math.max(SHORTEST_NANOS, roundTripNanos);
  }
}
