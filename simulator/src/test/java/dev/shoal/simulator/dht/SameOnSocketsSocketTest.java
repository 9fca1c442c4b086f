package dev.shoal.simulator.dht;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.NodeId;
import dev.shoal.kademlia.Metric;
import dev.shoal.kademlia.Tuning;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.simulator.Networks;
import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Watch;
import dev.shoal.simulator.Watcher;
import dev.shoal.simulator.report.Samples;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/**
 * A network of 200 that comes through one node, on real sockets and in the simulated world: lookups
 * agree in hops and success.
 */
class SameOnSocketsSocketTest {
  private static final int NODES = 200;
  private static final int LOOKUPS = 1000;
  private static final long SECOND = 1_000_000_000L;

  private record Seen(double hops, double share) {}

  @Test
  void theyAgree() throws Exception {
    Seen real = onSockets();
    Seen simulated = simulated();
    System.out.println("sockets " + real + ", simulated " + simulated);
    assertThat(simulated.hops).isCloseTo(real.hops, Percentage.withPercentage(5));
    assertThat(simulated.share).isCloseTo(real.share, Percentage.withPercentage(5));
  }

  private static Seen onSockets() throws Exception {
    Random random = new Random(1);
    Samples hops = new Samples();
    Samples share = new Samples();
    try (SocketDht dht = new SocketDht(2026)) {
      for (int i = 0; i < NODES; i++) {
        SocketDht.Node node = dht.add();
        if (i > 0) {
          node.core.introduce(dht.nodes.getFirst().locator(), _ -> {}, System.nanoTime());
          node.tick();
        }
        boolean _ = dht.runWhile(() -> true, SECOND / 50);
      }
      assertThat(
              dht.runWhile(
                  () -> !dht.nodes.stream().skip(1).allMatch(node -> node.core.hasJoined()),
                  60 * SECOND))
          .as("all have joined")
          .isTrue();
      List<NodeId> ids = dht.nodes.stream().map(node -> node.core.id()).toList();
      for (int i = 0; i < LOOKUPS; i++) {
        byte[] bytes = new byte[Krpc.ID_LENGTH];
        random.nextBytes(bytes);
        NodeId target = NodeId.of(bytes);
        SocketDht.Node from = dht.nodes.get(random.nextInt(NODES));
        SocketDht.Hops found = from.find(target);
        assertThat(dht.runWhile(() -> found.found.isEmpty(), 30 * SECOND)).isTrue();
        List<NodeId> truth =
            ids.stream()
                .filter(id -> !id.equals(from.core.id()))
                .sorted((a, b) -> Metric.XOR.compare(target, a, b))
                .limit(8)
                .toList();
        hops.add(found.toClosest());
        share.add(truth.stream().filter(found.found.orElseThrow()::contains).count() / 8.0);
      }
    }
    return new Seen(hops.mean(), share.mean());
  }

  private static Seen simulated() {
    Parameters told = // on loopback all are as far from each other
        Parameters.of(new JoinScenario().parameters())
            .with(Networks.preset("lan"))
            .with("network.spread", "0")
            .with("network.tail", "0");
    DhtNetwork network = new DhtNetwork(told, new DhtNetwork.Rules(Tuning.MAINLINE, true));
    for (int i = 0; i < NODES; i++) {
      int number = network.add().number;
      if (i > 0) {
        network.introduce(number, 0);
      }
      network.simulation.runFor(SECOND / 50);
    }
    boolean joined =
        network.simulation.runWhile(
            () -> !network.census.all().skip(1).allMatch(it -> network.node(it).core.hasJoined()),
            60 * SECOND);
    assertThat(joined).as("all have joined").isTrue();
    Lookups lookups =
        Lookups.run(
            network, new Lookups.Plan(LOOKUPS, 50, 1, false), new Watch(Watcher.NOBODY, ""));
    return new Seen(lookups.hops.mean(), lookups.share.mean());
  }
}
