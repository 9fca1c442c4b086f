package dev.shoal.simulator.report;

import java.util.BitSet;
import java.util.List;

/**
 * How the pieces of a content spread among some of its peers.
 *
 * @param peers their names, such as {@code seeder}, {@code peer 7}
 * @param frames in the order of their time
 */
public record Spread(
    String title, String explain, int pieces, List<String> peers, List<Frame> frames) {
  public Spread {
    peers = List.copyOf(peers);
    frames = List.copyOf(frames);
  }

  /** What each peer has at a time; a set for each of the peers. */
  public record Frame(double atSeconds, List<BitSet> have) {
    public Frame {
      have = List.copyOf(have);
    }
  }
}
