package dev.shoal.simulator.dht;

import dev.shoal.kademlia.Diversity;
import dev.shoal.kademlia.Metric;
import dev.shoal.kademlia.Tuning;
import dev.shoal.simulator.Networks;
import dev.shoal.simulator.Parameter;
import dev.shoal.simulator.Parameters;
import java.util.ArrayList;
import java.util.List;

/** What all scenarios of the DHT can be told. */
final class DhtOptions {
  private static final int MOST_NODES = 12_000_000;
  private static final int MOST_K = 64;

  private DhtOptions() {}

  /** Those of all, then those of one scenario, then those of the network. */
  static List<Parameter> with(int nodes, List<Parameter> own) {
    List<Parameter> all = new ArrayList<>();
    all.add(new Parameter("nodes", String.valueOf(nodes), "how many nodes there are"));
    all.add(new Parameter("seed", "1", "of all chance: one seed, one run"));
    all.add(new Parameter("by-reference", "no", "yes: messages are not made bytes"));
    all.add(new Parameter("dht.k", "8", "contacts of a bucket, and that a lookup finds"));
    all.add(new Parameter("dht.alpha", "5", "questions of a lookup at once"));
    all.add(new Parameter("dht.metric", "xor", "xor or ring: how far ids are apart"));
    all.addAll(own);
    all.addAll(Networks.parameters());
    return List.copyOf(all);
  }

  static int nodes(Parameters told) {
    return told.count("nodes", 1, MOST_NODES);
  }

  static Tuning tuning(Parameters told) {
    Metric metric =
        switch (told.text("dht.metric")) {
          case "xor" -> Metric.XOR;
          case "ring" -> Metric.RING;
          default ->
              throw new dev.shoal.base.Problem(
                  dev.shoal.base.Problem.Kind.USAGE, "dht.metric is xor or ring", "");
        };
    Tuning usual = Tuning.MAINLINE;
    return new Tuning(
        metric,
        told.count("dht.k", 1, MOST_K),
        told.count("dht.alpha", 1, MOST_K),
        Diversity.STRICT,
        usual.freshSeconds(),
        usual.refreshSeconds());
  }
}
