package dev.shoal.simulator.dht;

import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import dev.shoal.mainline.dht.SearchListener;
import dev.shoal.mainline.krpc.Answer;
import dev.shoal.mainline.krpc.Question;
import dev.shoal.mainline.krpc.Want;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Watches one iterative lookup of the product's core. */
final class IterativeProbe implements SearchListener {
  private final DhtNetwork network;
  private final int from;
  private final NodeId target;
  private final Consumer<Outcome> over;
  private final long begun;
  private final Map<NodeId, Integer> hops = new HashMap<>(); // asked, never walked
  private final List<Outcome.Step> steps = new ArrayList<>();
  private int answered;
  private int silent;

  private IterativeProbe(DhtNetwork network, int from, NodeId target, Consumer<Outcome> over) {
    this.network = network;
    this.from = from;
    this.target = target;
    this.over = over;
    this.begun = network.simulation.nanos();
  }

  /** Begins a lookup over so many paths. */
  static void begin(
      DhtNetwork network, int from, NodeId target, int paths, Consumer<Outcome> over) {
    IterativeProbe probe = new IterativeProbe(network, from, target, over);
    Question question = new Question.FindNode(target, Want.UNSAID);
    long clock = network.simulation.clock(from);
    network.node(from).core.search(target, question, paths, probe, clock);
    network.simulation.wake(from);
  }

  @Override
  public void answered(Contact node, Optional<Contact> namedBy, Answer answer, long nanos) {
    answered++;
    hops.put(node.id(), namedBy.map(by -> hops.getOrDefault(by.id(), 0)).orElse(0) + 1);
    step(node, nanos, true);
  }

  @Override
  public void silent(Contact node) {
    silent++;
    step(node, 0, false);
  }

  private void step(Contact node, long took, boolean came) {
    long at = network.simulation.nanos() - begun;
    int number = network.simulation.node(node.locator());
    if (number >= 0) {
      steps.add(new Outcome.Step(from, number, at, took, came));
    }
  }

  @Override
  public void done(List<Found> found) {
    List<NodeId> ids = found.stream().map(it -> it.node().id()).toList();
    int k = network.rules().tuning().k();
    over.accept(
        new Outcome(
            from,
            target,
            network.share(ids, target, k, from),
            ids.isEmpty() ? 0 : hops.getOrDefault(ids.getFirst(), 0),
            network.simulation.nanos() - begun,
            2 * answered + silent,
            List.copyOf(steps)));
  }
}
