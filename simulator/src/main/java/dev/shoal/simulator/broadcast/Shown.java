package dev.shoal.simulator.broadcast;

import dev.shoal.base.NodeId;
import dev.shoal.simulator.dht.ContentLookup;
import dev.shoal.simulator.report.Drawing;
import dev.shoal.simulator.report.Replay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A small network, drawn: one flood in it, and a lookup among the same nodes. */
final class Shown {
  private static final int NODES = 120;
  private static final int HOLDERS = 3;
  private static final int FROM = 0;
  private static final long PATIENCE = 30_000_000_000L;

  private final Setup setup;
  private final FloodNetwork network;
  final Drawing drawing;
  final List<Replay> replays;

  /** Draws them; the traces of both networks go into the comparison's. */
  Shown(Setup setup, Comparison comparison) {
    this.setup = setup;
    this.network = new FloodNetwork(setup.told(), NODES, setup.degree());
    List<Drawing.Dot> dots = new ArrayList<>();
    List<Drawing.Line> lines = new ArrayList<>();
    for (int node = 0; node < NODES; node++) {
      String kind = node == FROM ? "asker" : "node";
      double x = network.simulation.x(node);
      dots.add(new Drawing.Dot(x, network.simulation.y(node), kind, kind + " " + node));
      for (int other : network.links[node]) {
        if (node < other) {
          lines.add(new Drawing.Line(node, other));
        }
      }
    }
    this.drawing =
        new Drawing(
            "A small overlay",
            NODES
                + " nodes where they are on the map; each keeps "
                + setup.degree()
                + " links to others by chance, wherever those are",
            dots,
            lines);
    this.replays = List.of(flood(comparison), lookup(comparison));
  }

  private Replay flood(Comparison comparison) {
    List<FloodNetwork.Step> seen = new ArrayList<>();
    Flood flood = network.flood(FROM, HOLDERS, setup.ttl(), seen::add);
    comparison.note(network.simulation.trace());
    List<Replay.Step> steps = seen.stream().map(step -> step(step, flood)).toList();
    return new Replay(
        "A flood",
        "one query reached "
            + flood.reach()
            + " of "
            + NODES
            + " nodes by "
            + flood.queries()
            + " messages, most of which told somebody who knew; "
            + flood.hits()
            + " brought answers back",
        steps);
  }

  private static Replay.Step step(FloodNetwork.Step step, Flood flood) {
    boolean isNews = flood.by()[step.to()] == step.from();
    String kind = step.isHit() ? "answer" : isNews ? "ask" : "known";
    String what =
        step.isHit() ? "an answer goes back" : isNews ? "passed on" : "told again: dropped";
    String label = what + ", from " + step.from() + " to " + step.to();
    return new Replay.Step(step.atMillis(), step.from(), step.to(), kind, label);
  }

  /** In a world of the same seed the nodes are at the same places. */
  private Replay lookup(Comparison comparison) {
    DhtSide side = new DhtSide(setup, NODES);
    NodeId content = side.dht.anyContent();
    for (int i = 1; i <= HOLDERS; i++) {
      side.announce(i * NODES / (HOLDERS + 1), content);
    }
    side.dht.simulation().runFor(PATIENCE);
    List<ContentLookup> ended = new ArrayList<>();
    side.look(FROM, content, ended::add);
    side.dht.simulation().runFor(PATIENCE);
    comparison.note(side.dht.simulation().trace());
    List<Replay.Step> steps = new ArrayList<>();
    for (ContentLookup lookup : ended) {
      lookup.asked().forEach(asked -> steps(asked, steps));
    }
    steps.sort(Comparator.comparingDouble(Replay.Step::atMillis));
    int messages = ended.stream().mapToInt(ContentLookup::messages).sum();
    return new Replay(
        "A lookup in the DHT",
        "the same node asks for a content in a DHT of the same machines: "
            + messages
            + " messages, each to somebody closer to whoever must know",
        steps);
  }

  private static void steps(ContentLookup.Asked asked, List<Replay.Step> steps) {
    double at = asked.atNanos() / 1e6;
    int node = asked.node();
    if (!asked.answered()) {
      steps.add(new Replay.Step(at, FROM, node, "lost", "node " + node + " did not answer"));
      return;
    }
    double begun = Math.max(0, at - asked.tookNanos() / 1e6);
    String said = asked.peers() == 0 ? "knows who is closer" : "knows " + asked.peers() + " peers";
    steps.add(new Replay.Step(begun, FROM, node, "ask", "node " + node + " is asked"));
    steps.add(new Replay.Step(at, node, FROM, "answer", "node " + node + " " + said));
  }
}
