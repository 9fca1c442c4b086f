package dev.shoal.simulator.swarm;

import dev.shoal.bittorrent.piece.Span;
import dev.shoal.bittorrent.swarm.SwarmEvent;

/** Something that happens at a time. */
sealed interface Task {
  /** A peer comes and asks the tracker. */
  record Arrive(Peer peer) implements Task {}

  /** A peer asks the tracker again. */
  record AskAgain(Peer peer) implements Task {}

  /** A peer that is complete goes away. */
  record Leave(Peer peer) implements Task {}

  /** A connection stands. */
  record Connected(Side dialler) implements Task {}

  /** A message arrives that is an event of the core as it is. */
  record Told(Side to, SwarmEvent event) implements Task {}

  /** A choke or unchoke arrives. */
  record Choked(Side to, boolean choked) implements Task {}

  /** Requests for all of a lease arrive. */
  record Asked(Side giver, Parcel parcel) implements Task {}

  /** A cancel arrives. */
  record Cancelled(Side giver, Parcel parcel, long blocks) implements Task {}

  /** The last byte of what a side was sending is out. */
  record Sent(Side giver) implements Task {}

  /** Blocks are there. */
  record Came(Side taker, Parcel parcel, long blocks) implements Task {}

  /** A peer has a piece, and the news arrive at one of its neighbours after the other. */
  final class News implements Task {
    final Side[] nearestFirst;
    final int piece;
    final long since;
    int next;

    News(Side[] nearestFirst, int piece, long since) {
      this.nearestFirst = nearestFirst;
      this.piece = piece;
      this.since = since;
    }
  }

  /** The other side has ended the connection. */
  record Ended(Side side) implements Task {}

  /** A core wants to be woken. */
  record Wake(Peer peer) implements Task {}

  /** A second has passed, and rates are told. */
  record Second(Peer peer) implements Task {}

  /** A disk has written. */
  record Stored(Peer peer, Span span) implements Task {}

  /** A piece has been hashed. */
  record Hashed(Peer peer, int piece, boolean right) implements Task {}

  /** Somebody looks at all of it. */
  record Look() implements Task {}
}
