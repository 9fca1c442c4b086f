package dev.shoal.bittorrent.swarm;

import dev.shoal.bittorrent.piece.Holdings;
import java.util.BitSet;

/** What a swarm knows of one source. */
final class SwarmPeer {
  final int id;
  final Holdings holdings = new Holdings();
  BitSet early = new BitSet(0); // what it has, as long as the layout is not known
  boolean hasAllEarly;
  int idle; // bytes it could be given
  boolean wanted; // it knows that we are interested
  boolean hadAll;
  boolean uploadOnly;
  long down; // bytes a second
  long given; // bytes in all

  SwarmPeer(int id) {
    this.id = id;
    holdings.choking(true);
  }

  /** Whether neither of two complete sides has a use for the other. */
  boolean wantsNothing() {
    return holdings.all() || uploadOnly;
  }
}
