package dev.shoal.simulator.broadcast;

import dev.shoal.base.Locator;
import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Simulation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * An overlay without structure in the simulated world. Its links are connections that stand, so
 * nothing is lost on them and no router is in their way.
 */
final class FloodNetwork {
  private static final long PATIENCE = 120_000_000_000L; // all of a flood has ended long before

  final Simulation<FloodMessage> simulation;
  final int[][] links;
  private final List<FloodCore> cores = new ArrayList<>();
  private final RandomGenerator random;
  private Tally tally; // of the flood that is now
  private int contents;

  /** A message on its way, for whoever wants to see all of them. */
  record Step(double atMillis, int from, int to, boolean isHit) {}

  FloodNetwork(Parameters told, int nodes, int degree) {
    Parameters connected =
        told.with("network.loss", "0").with("network.duplication", "0").with("network.nat", "0");
    this.simulation =
        new Simulation<>(
            connected,
            new FloodCodec(),
            !told.flag("by-reference"),
            told.number("seed", Long.MIN_VALUE, Long.MAX_VALUE));
    this.random = simulation.random();
    this.tally = new Tally(nodes, step -> {});
    this.links = RandomGraph.of(nodes, degree, simulation.random());
    for (int node = 0; node < nodes; node++) {
      add(node);
    }
  }

  private void add(int node) {
    List<Locator.Ip> neighbours = Arrays.stream(links[node]).mapToObj(simulation::locator).toList();
    Side side = new Side(node);
    FloodCore core = new FloodCore(simulation.locator(node), neighbours, side, simulation.random());
    cores.add(core);
    simulation.add(core);
  }

  int nodes() {
    return links.length;
  }

  /** Gives a new content to so many nodes by chance, and floods a query for it; how that ended. */
  Flood flood(int holders, int ttl) {
    return flood(random.nextInt(nodes()), holders, ttl, step -> {});
  }

  /** The same from one node, and every message is shown. */
  Flood flood(int from, int holders, int ttl, Consumer<Step> shown) {
    String wanted = "content " + contents++;
    random
        .ints(0, nodes())
        .filter(node -> node != from)
        .distinct()
        .limit(Math.min(holders, nodes() - 1))
        .forEach(node -> cores.get(node).share(wanted));
    tally = new Tally(nodes(), shown);
    cores.get(from).ask(wanted, ttl);
    simulation.runFor(PATIENCE);
    return tally.flood(ttl);
  }

  /** What one node does for its core. */
  private final class Side implements FloodCore.Surroundings {
    private final int node;

    Side(int node) {
      this.node = node;
    }

    @Override
    public void send(FloodMessage message, Locator.Ip to) {
      tally.sent(message, node, simulation.node(to));
      simulation.send(node, message, to);
    }

    @Override
    public void reached(FloodMessage.Query query, int hops, Locator.Ip by) {
      tally.reached(node, hops, simulation.node(by));
    }

    @Override
    public void found(FloodMessage.Hit hit) {
      tally.found();
    }
  }

  /** Counts one flood. */
  private final class Tally {
    private final long begun = simulation.nanos();
    private final int[] by;
    private final int[] byHops = new int[256];
    private final Consumer<Step> shown;
    private int queries;
    private int hits;
    private int found;
    private double firstMillis;

    Tally(int nodes, Consumer<Step> shown) {
      this.shown = shown;
      by = new int[nodes];
      byHops[0] = 1;
      Arrays.fill(by, Flood.NOBODY);
    }

    private double millis() {
      return (simulation.nanos() - begun) / 1e6;
    }

    void sent(FloodMessage message, int from, int to) {
      boolean isHit = message instanceof FloodMessage.Hit;
      hits += isHit ? 1 : 0;
      queries += isHit ? 0 : 1;
      shown.accept(new Step(millis(), from, to, isHit));
    }

    void reached(int node, int hops, int teller) {
      by[node] = teller;
      byHops[hops]++;
    }

    void found() {
      firstMillis = found++ == 0 ? millis() : firstMillis;
    }

    Flood flood(int ttl) {
      return new Flood(queries, hits, Arrays.copyOf(byHops, ttl + 1), by, found, firstMillis);
    }
  }
}
