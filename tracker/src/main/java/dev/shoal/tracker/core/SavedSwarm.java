package dev.shoal.tracker.core;

import dev.shoal.base.Endpoint;
import java.util.List;

/**
 * A swarm as it is written down, on disk or to a store.
 *
 * @param infoHash which torrent
 * @param completed how often a peer has become a seed
 * @param peers who is in it
 */
public record SavedSwarm(InfoHash infoHash, int completed, List<SavedPeer> peers) {
  public SavedSwarm {
    peers = List.copyOf(peers);
  }

  /**
   * A peer of it.
   *
   * @param at where it is
   * @param seed whether it has all
   * @param paused whether it wants no more although it has not all (BEP 21)
   * @param completed whether it was counted as one that became complete
   * @param seconds how long ago it was heard of
   */
  public record SavedPeer(
      Endpoint at, boolean seed, boolean paused, boolean completed, int seconds) {}
}
