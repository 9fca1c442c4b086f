package dev.shoal.simulator.broadcast;

import dev.shoal.simulator.Networks;
import dev.shoal.simulator.Parameter;
import dev.shoal.simulator.Parameters;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run was told.
 *
 * @param sizes of the networks that are compared, the largest last
 * @param holders of what is looked for, while the sizes change
 */
record Setup(
    Parameters told,
    List<Integer> sizes,
    int degree,
    int ttl,
    int queries,
    int holders,
    int paths) {
  private static final int LEAST_NODES = 100;
  private static final int MOST_NODES = 1_000_000;
  private static final int MOST_TTL = 100;
  private static final int MOST_QUERIES = 10_000;
  private static final int MOST_PATHS = 16;

  static List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    all.add(new Parameter("nodes", "10000", "of the largest network; those before it are smaller"));
    all.add(new Parameter("seed", "1", "of all chance: one seed, one run"));
    all.add(new Parameter("by-reference", "no", "yes: messages are not made bytes"));
    all.add(new Parameter("broadcast.degree", "4", "links of a node in the overlay of floods"));
    all.add(new Parameter("broadcast.ttl", "7", "links that a query passes, 1 to 100"));
    all.add(
        new Parameter("broadcast.queries", "20", "that are asked of each kind in each network"));
    all.add(new Parameter("broadcast.holders", "3", "of what is looked for, as networks grow"));
    all.add(
        new Parameter("broadcast.paths", "3", "of each lookup in the DHT, which share no node"));
    all.addAll(Networks.parameters());
    return List.copyOf(all);
  }

  static Setup of(Parameters told) {
    return new Setup(
        told,
        sizes(told.count("nodes", LEAST_NODES, MOST_NODES)),
        told.count("broadcast.degree", 3, FloodCore.MAX_LINKS),
        told.count("broadcast.ttl", 1, MOST_TTL),
        told.count("broadcast.queries", 1, MOST_QUERIES),
        told.count("broadcast.holders", 1, LEAST_NODES / 2),
        told.count("broadcast.paths", 1, MOST_PATHS));
  }

  /** About three times as many with each step. */
  private static List<Integer> sizes(int nodes) {
    List<Integer> all = new ArrayList<>();
    for (int size = LEAST_NODES; size < nodes; size *= 10) {
      all.add(size);
      if (size * 3 < nodes) {
        all.add(size * 3);
      }
    }
    all.add(nodes);
    return List.copyOf(all);
  }

  /** The largest network. */
  int nodes() {
    return sizes.getLast();
  }

  /** How many hold a content, from one to a tenth of all. */
  List<Integer> replications() {
    List<Integer> all = new ArrayList<>();
    for (int count = 1; count <= nodes() / 10; count *= 10) {
      all.add(count);
      if (count * 3 <= nodes() / 10) {
        all.add(count * 3);
      }
    }
    return List.copyOf(all);
  }

  /** The hop limits that are compared, the usual one first. */
  List<Integer> ttls() {
    List<Integer> all = new ArrayList<>();
    for (int limit = ttl; limit > 0 && all.size() < 3; limit -= 2) {
      all.add(limit);
    }
    return List.copyOf(all);
  }
}
