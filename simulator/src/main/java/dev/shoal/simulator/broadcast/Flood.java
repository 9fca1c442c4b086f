package dev.shoal.simulator.broadcast;

/**
 * How one flood ended.
 *
 * @param queries messages that asked
 * @param hits messages that brought answers back, one for each link on the way
 * @param byHops how many nodes it reached first over 0, 1, 2, … links; the asker is the one with 0
 * @param by for each node who told it first; {@link #NOBODY} if nobody did
 * @param found answers that came back
 * @param firstMillis when the first came, if one did
 */
record Flood(int queries, int hits, int[] byHops, int[] by, int found, double firstMillis) {
  static final int NOBODY = -1;

  /** Nodes that it reached, the asker as well. */
  int reach() {
    return within(byHops.length - 1);
  }

  /** Those that it reached over at most so many links. */
  int within(int links) {
    int sum = 0;
    for (int i = 0; i <= Math.min(links, byHops.length - 1); i++) {
      sum += byHops[i];
    }
    return sum;
  }
}
