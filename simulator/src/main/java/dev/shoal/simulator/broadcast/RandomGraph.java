package dev.shoal.simulator.broadcast;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Links by chance, so many for each node: the ends of all links are put into a row by chance, and
 * neighbours in the row are linked (Bollobás 1980). What would link a node to itself, or two nodes
 * twice, is put elsewhere, or left out after some tries.
 */
final class RandomGraph {
  private static final int TRIES = 100;

  private final int[] ends; // each two are a link
  private final Set<Long> links = new HashSet<>(); // asked, never walked

  private RandomGraph(int[] ends) {
    this.ends = ends;
  }

  /**
   * For each node the nodes that it has links to.
   *
   * @param degree links of a node; one has less where there is no other way
   */
  static int[][] of(int nodes, int degree, RandomGenerator random) {
    int[] ends = new int[nodes * degree / 2 * 2];
    for (int i = 0; i < ends.length; i++) {
      ends[i] = i % nodes;
    }
    for (int i = ends.length - 1; i > 0; i--) {
      swap(ends, i, random.nextInt(i + 1));
    }
    RandomGraph graph = new RandomGraph(ends);
    boolean[] good = new boolean[ends.length / 2];
    for (int tries = 0; tries < TRIES && graph.link(good); tries++) {
      for (int link = 0; link < good.length; link++) {
        if (!good[link]) {
          int other = random.nextInt(good.length);
          graph.unlink(other, good);
          swap(ends, 2 * link, 2 * other + random.nextInt(2));
        }
      }
    }
    return graph.neighbours(nodes, good);
  }

  private static void swap(int[] ends, int one, int other) {
    int end = ends[one];
    ends[one] = ends[other];
    ends[other] = end;
  }

  private long key(int link) {
    int one = ends[2 * link];
    int other = ends[2 * link + 1];
    return (long) Math.min(one, other) << Integer.SIZE | Math.max(one, other);
  }

  /** Makes links of what can be some; whether anything cannot. */
  private boolean link(boolean[] good) {
    boolean isLeft = false;
    for (int link = 0; link < good.length; link++) {
      if (!good[link]) {
        good[link] = ends[2 * link] != ends[2 * link + 1] && links.add(key(link));
        isLeft |= !good[link];
      }
    }
    return isLeft;
  }

  private void unlink(int link, boolean[] good) {
    if (good[link]) {
      links.remove(key(link));
      good[link] = false;
    }
  }

  private int[][] neighbours(int nodes, boolean[] good) {
    int[] degrees = new int[nodes];
    for (int i = 0; i < ends.length; i++) {
      degrees[ends[i]] += good[i / 2] ? 1 : 0;
    }
    int[][] neighbours = new int[nodes][];
    for (int node = 0; node < nodes; node++) {
      neighbours[node] = new int[degrees[node]];
    }
    for (int i = 0; i < ends.length; i++) {
      if (good[i / 2]) {
        neighbours[ends[i]][--degrees[ends[i]]] = ends[i ^ 1];
      }
    }
    return neighbours;
  }
}
