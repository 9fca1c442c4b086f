package dev.shoal.tracker.core;

/** How many peers a core has of which kind. */
public final class Figures {
  private final long[] seeds = new long[2];
  private final long[] leechers = new long[2];
  private long completed;

  Figures() {}

  /** Peers that have all, of a family. */
  public long seeds(boolean v6) {
    return seeds[v6 ? 1 : 0];
  }

  /** The other peers of a family. */
  public long leechers(boolean v6) {
    return leechers[v6 ? 1 : 0];
  }

  /** How often a peer has become a seed. */
  public long completedEver() {
    return completed;
  }

  long peers() {
    return seeds[0] + seeds[1] + leechers[0] + leechers[1];
  }

  void completed() {
    completed++;
  }

  /** A row is about to change: what it has does not count for now. */
  void without(boolean v6, PeerRow row) {
    seeds[v6 ? 1 : 0] -= row.seeds();
    leechers[v6 ? 1 : 0] -= row.size() - row.seeds();
  }

  /** A row has changed: what it has counts again. */
  void with(boolean v6, PeerRow row) {
    seeds[v6 ? 1 : 0] += row.seeds();
    leechers[v6 ? 1 : 0] += row.size() - row.seeds();
  }
}
