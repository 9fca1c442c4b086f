package dev.shoal.simulator.discovery;

import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.simulator.Simulation;
import dev.shoal.simulator.Watch;
import dev.shoal.simulator.dht.ContentDht;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All peers of all swarms in one model, with their tracker or their DHT or both. */
final class Town {
  /** Peers who know fewer ask for more, once a minute. */
  private static final int ENOUGH = 5;

  private static final long MINUTE = 60_000_000_000L;
  private static final int DIALS = 3;
  private static final long DIAL_APART = 3_000_000_000L; // as a first packet of TCP is repeated
  private static final int DIAL_LENGTH = 20; // of a first packet without content

  final Model model;
  final Setup setup;
  final ContentDht dht;
  final TrackerPlace tracker;
  final List<Peer> peers = new ArrayList<>();
  final Timeline timeline = new Timeline();
  private final Simulation<?> simulation;
  private final SplittableRandom random;
  private final List<NodeId> contents = new ArrayList<>();
  private final List<Integer> known = new ArrayList<>(); // nodes that newcomers are told
  private final BitSet there = new BitSet();
  private @Nullable Peer[] byNode;

  Town(Setup setup, Model model) {
    this.setup = setup;
    this.model = model;
    this.dht = new ContentDht(setup.told());
    this.simulation = dht.simulation();
    this.random = new SplittableRandom(simulation.random().nextLong());
    simulation.openNext();
    this.tracker = new TrackerPlace(simulation, dht.addBystander(), setup.interval());
    for (int i = 0; i < setup.swarms(); i++) {
      contents.add(dht.anyContent());
    }
    if (model.hasDht) {
      settle(setup.nodes());
    }
    this.byNode = new Peer[simulation.nodes() + setup.peers()];
  }

  private void settle(int nodes) {
    int first = simulation.nodes();
    for (int i = 0; i < nodes; i++) {
      dht.add();
    }
    for (int node = first; node < first + nodes; node++) {
      dht.settle(node);
      if (simulation.isReachable(node)) {
        known.add(node);
      }
    }
  }

  /** Lets all happen. */
  void run(Watch watch) {
    List<Setup.Visit> visits = setup.visits();
    for (int i = 0; i < visits.size(); i++) {
      Setup.Visit visit = visits.get(i);
      NodeId content = contents.get(i % contents.size());
      simulation.after(visit.comes(), () -> come(visit, content));
    }
    if (model.hasTracker) {
      simulation.after(setup.death(), tracker::die);
    }
    for (long minute = 1; minute <= setup.minutes(); minute++) {
      simulation.runFor(MINUTE);
      timeline.note(minute, peers, there);
      peers.forEach(this::look);
      watch.see((double) minute / setup.minutes(), simulation);
    }
  }

  private void look(Peer peer) {
    if (peer.isThere() && peer.knows(there) < ENOUGH) {
      peer.more();
    }
  }

  private void come(Setup.Visit visit, NodeId content) {
    int node = model.hasDht ? dht.add() : dht.addBystander();
    Peer peer = new Peer(node, content, simulation.nanos());
    peers.add(peer);
    byNode[node] = peer;
    there.set(node);
    simulation.after(visit.stays(), () -> leave(peer));
    Consumer<List<Locator.Ip>> named = all -> all.forEach(it -> dial(peer, it));
    if (model.hasTracker) {
      peer.hears(new TrackerTalk(simulation, tracker, peer, named));
    }
    if (model.hasDht) {
      peer.hears(new DhtTalk(dht, peer, () -> known.get(random.nextInt(known.size())), named));
    }
  }

  private void leave(Peer peer) {
    peer.leave();
    there.clear(peer.node());
    if (model.hasDht) {
      dht.stop(peer.node());
    } else {
      simulation.stop(peer.node());
    }
  }

  private void dial(Peer peer, Locator.Ip at) {
    int node = simulation.node(at);
    if (peer.isThere() && node >= 0 && peer.dials(node)) {
      dial(peer, node, DIALS);
    }
  }

  private void dial(Peer peer, int other, int tries) {
    if (!peer.isThere() || peer.knows(other) || tries == 0) {
      peer.gaveUp(other);
      return;
    }
    simulation.carry(peer.node(), other, DIAL_LENGTH, () -> reached(peer, other));
    simulation.after(DIAL_APART, () -> dial(peer, other, tries - 1));
  }

  private void reached(Peer peer, int other) {
    Peer reached = byNode[other];
    if (reached != null && reached.content().equals(peer.content())) {
      reached.meets(peer.node(), simulation.nanos());
      simulation.carry(
          other, peer.node(), DIAL_LENGTH, () -> peer.meets(other, simulation.nanos()));
    }
  }

  /** How many datagrams were sent by anybody. */
  long sent() {
    return simulation.sent();
  }

  long trace() {
    return simulation.trace();
  }
}
