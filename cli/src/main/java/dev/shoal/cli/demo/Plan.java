package dev.shoal.cli.demo;

import dev.shoal.base.Bytes;
import dev.shoal.base.Problem;
import dev.shoal.cli.show.Words;

/**
 * How large a tour is to be.
 *
 * @param size bytes of the file
 * @param getters how many get it
 * @param up bytes a second that the sharer gives at most; 0: no limit
 */
public record Plan(long size, int getters, long up) {
  /** Enough pieces that all getters have something to pass on. */
  private static final long MIN_SIZE = Bytes.MIB;

  /** There is a copy for each node, and a person waits for them to be made and compared. */
  private static final long MAX_SIZE = Bytes.GIB;

  private static final int MIN_GETTERS = 2; // or nobody could pass anything on

  /** The liar serves so many at once: each of them meets it, and they fit on a small terminal. */
  private static final int MAX_GETTERS = 8;

  /** How long one copy may take to leave the sharer, so that the tour ends in time. */
  private static final long MAX_SECONDS = 30;

  private static final long LEAST_LIES = 8 * (16 << 10); // a block a second for each getter

  private static final int USUAL_SECONDS = 8; // long enough to watch

  /**
   * A tour that can be.
   *
   * @throws Problem of kind USAGE if it cannot
   */
  public Plan {
    if (size < MIN_SIZE || size > MAX_SIZE) {
      throw usage("the file of a tour has 1 MiB to 1 GiB, not " + Bytes.format(size), "--size");
    }
    if (getters < MIN_GETTERS || getters > MAX_GETTERS) {
      throw usage("2 to 8 nodes get the file of a tour, not " + getters, "--peers");
    }
    if (up > 0 && size / up > MAX_SECONDS) {
      throw usage(
          Bytes.format(size) + " at " + Words.rate(up) + " would take longer than a tour lasts",
          "a smaller --size or a greater --up");
    }
  }

  /** The rate at which a copy leaves in a time that can be watched. */
  public static long watchable(long size) {
    return size / USUAL_SECONDS;
  }

  /** What the liar gives at most: each getter finds it out in some seconds, if that is seen. */
  long liarUp() {
    return up == 0 ? 0 : Math.max(up / 64, LEAST_LIES);
  }

  /** Bytes of all copies on the disk. */
  long space() {
    return size * (getters + 2);
  }

  private static Problem usage(String what, String hint) {
    return new Problem(Problem.Kind.USAGE, what, hint);
  }
}
