package dev.shoal.simulator.broadcast;

import dev.shoal.simulator.Watch;
import dev.shoal.simulator.Watcher;
import java.util.ArrayList;
import java.util.List;

/** Asks everything, in networks of all sizes; what it brought stays here. */
final class Comparison {
  /** A limit that no query of a flood reaches. */
  static final int NO_LIMIT = 64;

  /** One size of the network. */
  record Size(int nodes, Answers limited, Answers unlimited, Answers dht) {}

  /** One number of holders in the largest network; floods by hop limit. */
  record Replication(int holders, List<Answers> floods, Answers dht) {}

  final List<Size> sizes = new ArrayList<>();
  final List<Replication> replications = new ArrayList<>();
  private final Setup setup;
  private final Watcher watcher;
  private long trace;

  Comparison(Setup setup, Watcher watcher) {
    this.setup = setup;
    this.watcher = watcher;
  }

  void run() {
    for (int nodes : setup.sizes()) {
      FloodNetwork floods = new FloodNetwork(setup.told(), nodes, setup.degree());
      Answers limited = flood(floods, setup.holders(), setup.ttl());
      Answers unlimited = flood(floods, setup.holders(), NO_LIMIT);
      Watch watch = new Watch(watcher, "networks of up to " + nodes + " nodes");
      watch.see(0, floods.simulation);
      DhtSide dht = new DhtSide(setup, nodes);
      watch.see(0.5, dht.dht.simulation());
      sizes.add(new Size(nodes, limited, unlimited, dht.ask(setup.queries(), setup.holders())));
      watch.see(1, dht.dht.simulation());
      if (nodes == setup.nodes()) {
        replicate(floods, dht);
      }
      note(floods.simulation.trace());
      note(dht.dht.simulation().trace());
    }
  }

  private void replicate(FloodNetwork floods, DhtSide dht) {
    Watch watch = new Watch(watcher, "from rare to popular");
    List<Integer> all = setup.replications();
    for (int holders : all) {
      List<Answers> answers =
          setup.ttls().stream().map(ttl -> flood(floods, holders, ttl)).toList();
      replications.add(new Replication(holders, answers, dht.ask(setup.queries(), holders)));
      watch.see((double) replications.size() / all.size(), dht.dht.simulation());
    }
  }

  private Answers flood(FloodNetwork network, int holders, int ttl) {
    Answers answers = new Answers();
    for (int i = 0; i < setup.queries(); i++) {
      answers.add(network.flood(holders, ttl));
    }
    return answers;
  }

  /** Takes the trace of one of the networks into that of all. */
  void note(long other) {
    trace = trace * 31 + other;
  }

  /** Of all networks together. */
  long trace() {
    return trace;
  }

  /** The largest network. */
  Size largest() {
    return sizes.getLast();
  }
}
