package dev.shoal.simulator.dht;

import dev.shoal.base.NodeId;
import dev.shoal.simulator.Parameter;
import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Scenario;
import dev.shoal.simulator.Watch;
import dev.shoal.simulator.Watcher;
import dev.shoal.simulator.report.Chart;
import dev.shoal.simulator.report.Chart.Axis;
import dev.shoal.simulator.report.Chart.Series;
import dev.shoal.simulator.report.Figure;
import dev.shoal.simulator.report.Report;
import dev.shoal.simulator.report.ReportBuilder;
import dev.shoal.simulator.report.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A network from nothing: everybody comes through one node. */
public final class JoinScenario implements Scenario {
  private static final int NEIGHBOURS = 8;
  private static final int SAMPLED = 500; // tables that are looked into

  /** Made by the service loader. */
  public JoinScenario() {}

  @Override
  public String name() {
    return "join";
  }

  @Override
  public String about() {
    return "cold start of all nodes through one first contact, and the load on that one";
  }

  @Override
  public List<Parameter> parameters() {
    return DhtOptions.with(
        2000,
        List.of(
            new Parameter("join.rate", "100", "nodes that come each second"),
            new Parameter("join.patience", "300", "seconds to wait after the last has come"),
            new Parameter("join.settle", "180", "seconds to run on when all have joined")));
  }

  @Override
  public Report run(Parameters told, Watcher watcher) {
    return new Run(told, watcher).report();
  }

  private static final class Run {
    private final Parameters told;
    private final Watcher watcher;
    private final int nodes;
    private final DhtNetwork network;
    private final Samples seconds = new Samples();
    private final List<Double> times = new ArrayList<>();
    private final List<Double> load = new ArrayList<>();
    private final List<Double> complete = new ArrayList<>();
    private final List<Double> there = new ArrayList<>();
    private final long[] came;
    private final boolean[] joined;
    private int joinedCount;
    private long asked; // of the first contact

    Run(Parameters told, Watcher watcher) {
      this.told = told;
      this.watcher = watcher;
      this.nodes = DhtOptions.nodes(told);
      this.came = new long[nodes];
      this.joined = new boolean[nodes];
      this.network = new DhtNetwork(told, new DhtNetwork.Rules(DhtOptions.tuning(told), false));
    }

    Report report() {
      network.addFirst(() -> asked++);
      long apart = (long) (DhtNetwork.SECOND / told.fraction("join.rate", 0.001, 1e6));
      network.simulation.after(apart, () -> come(apart));
      Watch watch = new Watch(watcher, "joining", this::live);
      int patience = told.count("join.patience", 1, 1_000_000);
      long last = nodes * apart + patience * DhtNetwork.SECOND;
      while (joinedCount < nodes - 1 && network.simulation.nanos() < last) {
        network.simulation.runFor(DhtNetwork.SECOND);
        look();
        watch.see((double) joinedCount / nodes, network.simulation);
      }
      double took = network.simulation.nanos() / 1e9;
      Settled.warm(network, told.count("join.settle", 0, 1_000_000), watcher);
      look();
      return build(took);
    }

    private void come(long apart) {
      int number = network.add().number;
      came[number] = network.simulation.nanos();
      network.introduce(number, 0);
      if (network.simulation.nodes() < nodes) {
        network.simulation.after(apart, () -> come(apart));
      }
    }

    /** Once a second, of virtual time: who has joined meanwhile, how complete tables are. */
    private void look() {
      for (int i = 1; i < network.simulation.nodes(); i++) {
        if (!joined[i] && network.node(i).core.hasJoined()) {
          joined[i] = true;
          joinedCount++;
          seconds.add((network.simulation.nanos() - came[i]) / 1e9);
        }
      }
      times.add(network.simulation.nanos() / 1e9);
      load.add((double) asked);
      asked = 0;
      complete.add(100 * completeness(SAMPLED / 10));
      there.add((double) joinedCount);
    }

    /** The part of the truly closest neighbours that nodes know, the mean of some nodes. */
    private double completeness(int sampled) {
      double sum = 0;
      for (int i = 0; i < sampled; i++) {
        int node = network.anyNode();
        NodeId id = network.contact(node).id();
        List<NodeId> known =
            network.node(node).core.contacts().stream().map(it -> it.id()).toList();
        sum += network.share(known, id, NEIGHBOURS, node);
      }
      return sum / sampled;
    }

    private List<Figure> live() {
      return List.of(
          new Figure("there", "have come", network.simulation.nodes(), "", ""),
          new Figure("joined", "have joined", joinedCount, "", ""));
    }

    private Report build(double took) {
      double neighbours = 100 * completeness(SAMPLED);
      double most = load.stream().mapToDouble(it -> it).max().orElse(0);
      String all = "from coming until it has looked around and into each part of the id space";
      ReportBuilder report =
          new ReportBuilder("join", nodes + " nodes come through one", told.values())
              .figure("nodes", "nodes", network.simulation.nodes(), "", "that have come")
              .figure("joined", "joined", joinedCount, "", "that say they have joined")
              .figure("median", "time to join, median", seconds.quantile(0.5), "s", all)
              .figure("p99", "time to join, 99 of 100", seconds.quantile(0.99), "s", all)
              .figure(
                  "neighbours", "neighbours known", neighbours, "%", "of the truly closest eight")
              .figure("load", "load on the first", most, "messages/s", "the most in a second")
              .figure(
                  "messages",
                  "messages a node",
                  (double) network.simulation.sent() / nodes,
                  "",
                  "sent by each, on average, until all had joined")
              .figure("end", "all had joined after", took, "s", "since the first was there")
              .chart(line("Who has joined", "nodes", there))
              .chart(line("Neighbours known", "% of the truly closest eight", complete))
              .chart(line("Load on the first contact", "messages a second", load));
      report.drawing(new Pictures(network, List.of()).drawing(), List.of());
      return report.build(
          String.format(
              Locale.ROOT,
              "%,d nodes come through one that all know. Each asks it once, is told of others, and"
                  + " finds its neighbours among them: after %.1f seconds (median) it knows its"
                  + " place. Of the eight truly closest nodes %.1f %% are known in the end.",
              nodes,
              seconds.quantile(0.5),
              neighbours),
          network.simulation.trace());
    }

    private Chart line(String title, String unit, List<Double> values) {
      return new Chart(
          title,
          "Over the seconds since the first node was there.",
          Chart.Kind.LINE,
          Axis.of("s"),
          Axis.of(unit),
          List.of(new Series(unit, times, values)));
    }
  }
}
