package dev.shoal.simulator.dht;

import dev.shoal.base.NodeId;
import dev.shoal.mainline.krpc.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Watches one recursive lookup of the product's core. */
final class RecursiveProbe {
  private static final int MESSAGES_A_HOP = 4; // there and back, each acknowledged
  private static final long MILLI_NANOS = 1_000_000;

  private RecursiveProbe() {}

  /** Begins one. */
  static void begin(DhtNetwork network, int from, NodeId target, Consumer<Outcome> over) {
    long begun = network.simulation.nanos();
    network
        .node(from)
        .core
        .recurse(
            target,
            false,
            answer -> over.accept(outcome(network, from, target, answer, begun)),
            network.simulation.clock(from));
    network.simulation.wake(from);
  }

  // size: what a lookup is, and how it ended
  private static Outcome outcome(
      DhtNetwork network, int from, NodeId target, Optional<Question.Recursed> answer, long begun) {
    List<Outcome.Step> steps = new ArrayList<>();
    List<NodeId> end = new ArrayList<>();
    long nanos = network.simulation.nanos() - begun;
    int before = from;
    for (Question.Hop hop : answer.map(Question.Recursed::path).orElse(List.of())) {
      int node = network.simulation.node(hop.node().locator());
      long took = hop.millis() * MILLI_NANOS;
      steps.add(new Outcome.Step(before, node, nanos, took, true));
      before = node;
      end.clear();
      end.add(hop.node().id());
    }
    answer.ifPresent(it ->
        it.nodes().stream()
            .map(node -> node.id())
            .filter(id -> !end.contains(id))
            .forEach(end::add));
    int k = network.rules().tuning().k();
    return new Outcome(
        from,
        target,
        network.share(end, target, k, from),
        steps.size(),
        nanos,
        MESSAGES_A_HOP * steps.size(),
        steps);
  }
}
