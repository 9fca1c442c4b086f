package dev.shoal.simulator.discovery;

import dev.shoal.base.NodeId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalLong;

/** A peer of one swarm, and whom it knows: whom it reached, or was reached by. */
final class Peer {
  private final int node;
  private final NodeId content;
  private final long comes;
  private final BitSet known = new BitSet(); // by their nodes
  private final BitSet dialled = new BitSet();
  private OptionalLong firstNanos = OptionalLong.empty();
  private final List<Talk> talks = new ArrayList<>();
  private boolean gone;

  Peer(int node, NodeId content, long comes) {
    this.node = node;
    this.content = content;
    this.comes = comes;
  }

  int node() {
    return node;
  }

  NodeId content() {
    return content;
  }

  /** When it came. */
  long comes() {
    return comes;
  }

  /** From now on it hears of others in this way as well. */
  void hears(Talk talk) {
    talks.add(talk);
    talk.begin();
  }

  /** It would like to hear of more. */
  void more() {
    talks.forEach(Talk::more);
  }

  boolean isThere() {
    return !gone;
  }

  void leave() {
    gone = true;
  }

  /** Whether this is one to be dialled; it is from then on. */
  boolean dials(int other) {
    boolean isNew = other != node && !known.get(other) && !dialled.get(other);
    dialled.set(other);
    return isNew;
  }

  /** It is dialled no more, and may be again when it is named again. */
  void gaveUp(int other) {
    dialled.clear(other);
  }

  boolean knows(int other) {
    return known.get(other);
  }

  /** It reached another, or was reached. */
  void meets(int other, long now) {
    known.set(other);
    if (firstNanos.isEmpty()) {
      firstNanos = OptionalLong.of(now - comes);
    }
  }

  /** How many it knows of those who are there. */
  int knows(BitSet there) {
    BitSet both = (BitSet) known.clone();
    both.and(there);
    return both.cardinality();
  }

  /** How long it took until it knew somebody. */
  OptionalLong firstNanos() {
    return firstNanos;
  }
}
