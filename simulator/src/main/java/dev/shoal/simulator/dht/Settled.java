package dev.shoal.simulator.dht;

import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Watch;
import dev.shoal.simulator.Watcher;

/** Networks that have been there for long. */
final class Settled {
  private static final int STEP = 1000;

  private Settled() {}

  /** So many nodes, whose tables are filled by sampling. */
  static DhtNetwork of(Parameters told, DhtNetwork.Rules rules, int nodes, Watcher watcher) {
    DhtNetwork network = new DhtNetwork(told, rules);
    for (int i = 0; i < nodes; i++) {
      network.add();
    }
    settle(network, watcher);
    return network;
  }

  /** Lets all nodes know whom they would after long. */
  static void settle(DhtNetwork network, Watcher watcher) {
    Watch watch = new Watch(watcher, "filling the tables");
    int nodes = network.simulation.nodes();
    for (int i = 0; i < nodes; i++) {
      network.settle(i);
      if (i % STEP == 0) {
        watch.see((double) i / nodes, network.simulation);
      }
    }
  }

  /** Runs for a while, so that all that repeats itself has begun to. */
  static void warm(DhtNetwork network, int seconds, Watcher watcher) {
    Watch watch = new Watch(watcher, "warming up");
    for (int i = 0; i < seconds; i++) {
      network.simulation.runFor(DhtNetwork.SECOND);
      watch.see((double) i / seconds, network.simulation);
    }
  }
}
