package dev.shoal.simulator.dht;

import dev.shoal.base.NodeId;
import dev.shoal.simulator.Watch;
import dev.shoal.simulator.report.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Lookups from nodes by chance of targets by chance, and how they ended. */
final class Lookups {
  /** Whoever has not ended by then never will. */
  private static final long PATIENCE = 60 * DhtNetwork.SECOND;

  /** Of so many the steps are kept, to be shown. */
  private static final int SHOWN = 8;

  final Samples share = new Samples();
  final Samples hops = new Samples();
  final Samples millis = new Samples();
  final Samples messages = new Samples();
  final List<Outcome> shown = new ArrayList<>();
  private int begun;
  private int ended;
  private Optional<NodeId> target = Optional.empty(); // of all lookups

  /**
   * What is to be looked up.
   *
   * @param count how many
   * @param aSecond how many begin each second
   * @param paths of each, which share no node
   * @param recursive whether the question itself travels
   */
  record Plan(int count, double aSecond, int paths, boolean recursive) {}

  /** Does them all; what they brought. */
  static Lookups run(DhtNetwork network, Plan plan, Watch watch) {
    return new Lookups().go(network, plan, watch);
  }

  /** The same, all for one target. */
  static Lookups run(DhtNetwork network, Plan plan, NodeId target, Watch watch) {
    Lookups all = new Lookups();
    all.target = Optional.of(target);
    return all.go(network, plan, watch);
  }

  private Lookups go(DhtNetwork network, Plan plan, Watch watch) {
    long apart = (long) (DhtNetwork.SECOND / plan.aSecond);
    next(network, plan, apart);
    long end = network.simulation.nanos() + apart * plan.count + PATIENCE;
    while (ended < plan.count && network.simulation.nanos() < end) {
      network.simulation.runFor(DhtNetwork.SECOND / 2);
      watch.see((double) ended / plan.count, network.simulation);
    }
    return this;
  }

  private void next(DhtNetwork network, Plan plan, long apart) {
    begin(network, plan);
    if (++begun < plan.count) {
      network.simulation.after(apart, () -> next(network, plan, apart));
    }
  }

  private void begin(DhtNetwork network, Plan plan) {
    int from = network.anyNode();
    while (!network.node(from).isHonest()) {
      from = network.anyNode();
    }
    NodeId wanted = target.orElseGet(network::anyId);
    Consumer<Outcome> over = this::over;
    if (plan.recursive) {
      RecursiveProbe.begin(network, from, wanted, over);
    } else {
      IterativeProbe.begin(network, from, wanted, plan.paths, over);
    }
  }

  /** One has ended. */
  void over(Outcome outcome) {
    ended++;
    share.add(outcome.share());
    messages.add(outcome.messages());
    millis.add(outcome.nanos() / 1e6);
    if (outcome.hops() > 0) {
      hops.add(outcome.hops());
    }
    if (shown.size() < SHOWN && outcome.share() > 0) {
      shown.add(outcome);
    }
  }

  /** How many have ended. */
  int ended() {
    return ended;
  }

  /** How many were begun. */
  int begun() {
    return begun;
  }
}
