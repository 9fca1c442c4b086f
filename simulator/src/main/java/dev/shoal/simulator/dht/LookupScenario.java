package dev.shoal.simulator.dht;

import dev.shoal.simulator.Parameter;
import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Scenario;
import dev.shoal.simulator.Watch;
import dev.shoal.simulator.Watcher;
import dev.shoal.simulator.report.Chart;
import dev.shoal.simulator.report.Chart.Axis;
import dev.shoal.simulator.report.Chart.Series;
import dev.shoal.simulator.report.Report;
import dev.shoal.simulator.report.ReportBuilder;
import dev.shoal.simulator.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a DHT finds: many lookups in a network that has been there for long. */
public final class LookupScenario implements Scenario {
  private static final int SECONDS_OF_CONTACTS = 16 * 60; // each contact is asked within 15 minutes

  /** Made by the service loader. */
  public LookupScenario() {}

  @Override
  public String name() {
    return "lookup";
  }

  @Override
  public String about() {
    return "iterative against recursive, XOR against ring, hops and time, held against an oracle";
  }

  @Override
  public List<Parameter> parameters() {
    return DhtOptions.with(
        10_000,
        List.of(
            new Parameter("lookups", "2000", "how many lookups"),
            new Parameter("lookup.rate", "400", "that begin each second"),
            new Parameter("lookup.paths", "1", "of each lookup, that share no node"),
            new Parameter("compare", "1000", "nodes of the networks that are compared; 0: none"),
            new Parameter("compare.lookups", "300", "lookups in each of them")));
  }

  @Override
  public Report run(Parameters told, Watcher watcher) {
    int nodes = DhtOptions.nodes(told);
    DhtNetwork network =
        Settled.of(told, new DhtNetwork.Rules(DhtOptions.tuning(told), false), nodes, watcher);
    Lookups lookups =
        Lookups.run(
            network,
            new Lookups.Plan(
                told.count("lookups", 1, 10_000_000),
                told.fraction("lookup.rate", 0.001, 1e6),
                told.count("lookup.paths", 1, 8),
                false),
            new Watch(watcher, "looking up"));
    ReportBuilder report =
        new ReportBuilder(name(), "Lookups among " + nodes + " nodes", told.values());
    figures(report, network, lookups);
    charts(report, lookups);
    long trace = network.simulation.trace();
    int compared = told.count("compare", 0, 100_000);
    if (compared > 0) {
      trace = trace * 31 + new Comparison(told, watcher).add(report, compared);
    }
    return report.build(summary(nodes, lookups), trace);
  }

  private static String summary(int nodes, Lookups lookups) {
    return String.format(
        Locale.ROOT,
        "In a network of %,d nodes a node finds those closest to any key in %.1f steps on average"
            + " and %.0f ms at the median, though it knows only about a hundred others. An oracle"
            + " that sees all nodes says that %.2f %% of the truly closest were found.",
        nodes,
        lookups.hops.mean(),
        lookups.millis.quantile(0.5),
        100 * lookups.share.mean());
  }

  static void figures(ReportBuilder report, DhtNetwork network, Lookups lookups) {
    double seconds = network.simulation.nanos() / 1e9;
    report
        .figure("lookups", "lookups", lookups.begun(), "", "how many were begun")
        .figure("ended", "ended", lookups.ended(), "", "how many came to an end")
        .figure(
            "shareOfClosest",
            "truly closest found",
            100 * lookups.share.mean(),
            "%",
            "the mean, by an oracle that knows all reachable nodes")
        .figure("hops", "hops", lookups.hops.mean(), "", "steps to the closest node, the mean")
        .figure("median", "time, median", lookups.millis.quantile(0.5), "ms", "until the end")
        .figure("p99", "time, 99 of 100", lookups.millis.quantile(0.99), "ms", "until the end")
        .figure(
            "messages", "messages a lookup", lookups.messages.mean(), "", "questions and answers")
        .figure(
            "bytesASecond",
            "bytes a second and node",
            network.simulation.sentBytes() / seconds / network.count(),
            "B/s",
            "payload sent, for lookups and to keep the tables fresh")
        .figure("events", "events", (double) network.simulation.events(), "", "of the whole run");
  }

  private static void charts(ReportBuilder report, Lookups lookups) {
    report
        .chart(
            new Chart(
                "Hops",
                "How many steps it took to the closest node: few, and hardly ever many more.",
                Chart.Kind.BAR,
                Axis.of("hops"),
                Axis.of("% of the lookups"),
                List.of(lookups.hops.histogram("iterative"))))
        .chart(
            new Chart(
                "Time",
                "Which part of the lookups had ended after a time.",
                Chart.Kind.LINE,
                new Axis("ms", true),
                Axis.of("% of the lookups"),
                List.of(lookups.millis.cumulative("iterative"))));
  }

  /** Small networks beside each other. */
  private record Comparison(Parameters told, Watcher watcher) {
    private record Variant(String name, Parameters told, int paths, boolean recursive) {}

    long add(ReportBuilder report, int nodes) {
      List<List<String>> rows = new ArrayList<>();
      long trace = 0;
      for (Variant variant : variants()) {
        DhtNetwork network = network(variant, nodes);
        Lookups lookups = lookups(network, variant);
        trace = trace * 31 + network.simulation.trace();
        rows.add(row(variant.name, lookups));
        if (variant.recursive) {
          draw(report, network, lookups);
        }
      }
      report.table(
          new Table(
              "Ways to look up, " + nodes + " nodes each",
              "More at once is faster and costs more; a question that travels is faster, but one"
                  + " node that is silent or lies loses it.",
              List.of("way", "hops", "median ms", "99 of 100, ms", "messages", "closest found"),
              rows));
      return trace * 31 + sizes(report, nodes);
    }

    private List<Variant> variants() {
      List<Variant> all = new ArrayList<>();
      for (int alpha : List.of(1, 3, 5, 10)) {
        Parameters with = told.with("dht.alpha", String.valueOf(alpha));
        all.add(new Variant("iterative, alpha " + alpha, with, 1, false));
      }
      for (int k : List.of(4, 16)) {
        Parameters with = told.with("dht.k", String.valueOf(k));
        all.add(new Variant("iterative, k " + k, with, 1, false));
      }
      all.add(new Variant("iterative, three disjoint paths", told, 3, false));
      all.add(new Variant("iterative, ring metric", told.with("dht.metric", "ring"), 1, false));
      all.add(new Variant("recursive", told, 1, true));
      return all;
    }

    private DhtNetwork network(Variant variant, int nodes) {
      DhtNetwork.Rules rules =
          new DhtNetwork.Rules(DhtOptions.tuning(variant.told), variant.recursive);
      DhtNetwork network = Settled.of(variant.told, rules, nodes, Watcher.NOBODY);
      if (variant.recursive) { // only those are given questions who said that they take them
        Settled.warm(network, SECONDS_OF_CONTACTS, watcher);
      }
      return network;
    }

    private Lookups lookups(DhtNetwork network, Variant variant) {
      int count = told.count("compare.lookups", 1, 1_000_000);
      Lookups.Plan plan = new Lookups.Plan(count, 20, variant.paths, variant.recursive);
      return Lookups.run(network, plan, new Watch(watcher, variant.name));
    }

    private static List<String> row(String name, Lookups lookups) {
      return List.of(
          name,
          String.format(Locale.ROOT, "%.2f", lookups.hops.mean()),
          String.format(Locale.ROOT, "%.0f", lookups.millis.quantile(0.5)),
          String.format(Locale.ROOT, "%.0f", lookups.millis.quantile(0.99)),
          String.format(Locale.ROOT, "%.1f", lookups.messages.mean()),
          String.format(Locale.ROOT, "%.2f %%", 100 * lookups.share.mean()));
    }

    /** The network that knows both ways is drawn, with one lookup of each. */
    private void draw(ReportBuilder report, DhtNetwork network, Lookups recursive) {
      Lookups iterative =
          Lookups.run(network, new Lookups.Plan(8, 2, 1, false), new Watch(watcher, "drawing"));
      Optional<Outcome> one = iterative.shown.stream().max(byHops());
      Optional<Outcome> other = recursive.shown.stream().max(byHops());
      List<Outcome> watched = new ArrayList<>(one.stream().toList());
      other.ifPresent(watched::add);
      Pictures pictures = new Pictures(network, watched);
      List<dev.shoal.simulator.report.Replay> replays = new ArrayList<>();
      one.ifPresent(it -> replays.add(pictures.iterative("An iterative lookup", it)));
      other.ifPresent(it -> replays.add(pictures.recursive("A recursive lookup", it)));
      report.drawing(pictures.drawing(), replays);
    }

    private static java.util.Comparator<Outcome> byHops() {
      return java.util.Comparator.comparingInt(Outcome::hops);
    }

    /** Hops as the network grows: as the logarithm does. */
    private long sizes(ReportBuilder report, int most) {
      List<Double> sizes = new ArrayList<>();
      List<Double> measured = new ArrayList<>();
      long trace = 0;
      for (int nodes = 64; nodes <= 16 * most; nodes *= 4) {
        Variant plain = new Variant("hops of " + nodes + " nodes", told, 1, false);
        DhtNetwork network = network(plain, nodes);
        measured.add(lookups(network, plain).hops.mean());
        sizes.add((double) nodes);
        trace = trace * 31 + network.simulation.trace();
      }
      int k = told.count("dht.k", 1, 64);
      List<Double> theory = sizes.stream().map(n -> Math.log(n / k) / harmonic(k)).toList();
      report.chart(
          new Chart(
              "Hops as the network grows",
              "Each time the network is four times as large, as many hops are added: the logarithm."
                  + " Theory: ln(n / k) / (1 + 1/2 + … + 1/k), after Cai and Devroye (2013).",
              Chart.Kind.LINE,
              new Axis("nodes", true),
              Axis.of("hops, the mean"),
              List.of(
                  new Series("measured", sizes, measured), new Series("theory", sizes, theory))));
      return trace;
    }

    private static double harmonic(int k) {
      double sum = 0;
      for (int i = 1; i <= k; i++) {
        sum += 1.0 / i;
      }
      return sum;
    }
  }
}
