package dev.shoal.simulator.broadcast;

/** What is known of flooding on random graphs in which each node has so many links. */
final class Theory {
  private Theory() {}

  /** Nodes within so many hops, itself as well, at the most: those of a tree. */
  static double reachAtMost(int nodes, int degree, int hops) {
    double reached = 1;
    double ring = degree;
    for (int i = 0; i < hops; i++) {
      reached += ring;
      ring *= degree - 1;
    }
    return Math.min(nodes, reached);
  }

  /**
   * Nodes within so many hops, as is to be expected: a node is not reached if none of its
   * neighbours is, each of them seen from the end of its link.
   */
  static double reachExpected(int nodes, int degree, int hops) {
    double other = 1 - 1.0 / nodes; // it does not ask itself
    double behindLink = other;
    double unreached = other;
    for (int i = 0; i < hops; i++) {
      unreached = other * Math.pow(behindLink, degree);
      behindLink = other * Math.pow(behindLink, degree - 1);
    }
    return nodes * (1 - unreached);
  }

  /** Messages until all know: each node sends over all its links but the one it heard by. */
  static double messagesToAll(int nodes, int degree) {
    return (double) nodes * (degree - 1) + 1;
  }

  /** How likely one of the holders, who are anywhere, is among the nodes that are reached. */
  static double success(double reached, int nodes, int holders) {
    return 1 - Math.pow(1 - Math.min(1, reached / nodes), holders);
  }
}
