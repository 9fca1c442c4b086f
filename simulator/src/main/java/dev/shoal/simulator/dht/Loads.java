package dev.shoal.simulator.dht;

import java.util.Arrays;

/** How many datagrams each node of a DHT received and sent. */
public final class Loads {
  private int[] all = new int[64];
  private int[] ofContents = new int[64];

  Loads() {}

  void count(int node, boolean ofContent) {
    if (node >= all.length) {
      all = Arrays.copyOf(all, Math.max(node + 1, all.length * 2));
      ofContents = Arrays.copyOf(ofContents, all.length);
    }
    all[node]++;
    ofContents[node] += ofContent ? 1 : 0;
  }

  /** Those of all nodes together. */
  public long sum() {
    return Arrays.stream(all).asLongStream().sum();
  }

  /** Those of the node that had most. */
  public int most() {
    return Arrays.stream(all).max().orElse(0);
  }

  /** Questions that a node was asked of contents: who has them, and announcements; the most. */
  public int mostOfContents() {
    return Arrays.stream(ofContents).max().orElse(0);
  }
}
