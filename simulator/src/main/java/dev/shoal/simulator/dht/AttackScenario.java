package dev.shoal.simulator.dht;

import dev.shoal.base.NodeId;
import dev.shoal.kademlia.Tuning;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.simulator.Parameter;
import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Scenario;
import dev.shoal.simulator.Watch;
import dev.shoal.simulator.Watcher;
import dev.shoal.simulator.dht.HostileNode.Harm;
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

/** Hostile nodes among the others, with each defence on and off. */
public final class AttackScenario implements Scenario {
  private static final int ECLIPSED = 20; // victims that are looked at

  /** Made by the service loader. */
  public AttackScenario() {}

  @Override
  public String name() {
    return "attack";
  }

  @Override
  public String about() {
    return "silent nodes, liars, echoes, Sybils, eclipse: with each defence on and off";
  }

  @Override
  public List<Parameter> parameters() {
    return DhtOptions.with(
        1000,
        List.of(
            new Parameter("attack.percent", "0,10,20,30,40", "hostile of all nodes, in percent"),
            new Parameter("attack.lookups", "100", "lookups for each case"),
            new Parameter("attack.sybils", "8,16,32", "Sybils around the key that is attacked")));
  }

  /** A way to defend oneself, on or off. */
  private enum Defence {
    ALL("all defences", 3, true),
    ONE_PATH("without disjoint paths", 1, true),
    ANY_ID("without BEP 42", 3, false),
    NONE("with neither", 1, false);

    final String title;
    final int paths;
    final boolean secureIds;

    Defence(String title, int paths, boolean secureIds) {
      this.title = title;
      this.paths = paths;
      this.secureIds = secureIds;
    }
  }

  @Override
  public Report run(Parameters told, Watcher watcher) {
    return new Run(told, watcher).report();
  }

  private static final class Run {
    private final Parameters told;
    private final Watcher watcher;
    private final int nodes;
    private final Tuning tuning;
    private long trace;

    Run(Parameters told, Watcher watcher) {
      this.told = told;
      this.watcher = watcher;
      this.nodes = DhtOptions.nodes(told);
      this.tuning = DhtOptions.tuning(told);
    }

    Report report() {
      ReportBuilder report =
          new ReportBuilder("attack", "Hostile nodes among the others", told.values());
      List<Integer> percents = told.counts("attack.percent", 0, 95);
      for (Harm harm : List.of(Harm.SILENCE, Harm.LIES, Harm.ECHO)) {
        sweep(report, harm, percents);
      }
      double sybils = sybils(report);
      double eclipse = eclipse(report);
      return report.build(
          String.format(
              Locale.ROOT,
              "Some nodes lie, keep silent or crowd around a key. What counts is whether lookups"
                  + " still end at the truly closest honest nodes. With all defences and a"
                  + " fifth of liars they found %.1f %% of them; around a key with Sybils %.1f"
                  + " %%; nodes that came through hostile contacts found %.1f %%.",
              report.value("liars20").orElse(Double.NaN),
              sybils,
              eclipse),
          trace);
    }

    private void sweep(ReportBuilder report, Harm harm, List<Integer> percents) {
      List<Series> lines = new ArrayList<>();
      List<List<String>> rows = new ArrayList<>();
      for (Defence defence : Defence.values()) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        List<String> row = new ArrayList<>(List.of(defence.title));
        for (int percent : percents) {
          double found = found(harm, defence, percent);
          x.add((double) percent);
          y.add(found);
          row.add(String.format(Locale.ROOT, "%.1f %%", found));
          if (defence == Defence.ALL && percent == 20) {
            String name = harm == Harm.LIES ? "liars" : harm == Harm.ECHO ? "echoes" : "silent";
            String what = harm.title + ", a fifth of all, all defences";
            report.figure(name + 20, what, found, "%", "of the truly closest honest found");
          }
        }
        lines.add(new Series(defence.title, x, y));
        rows.add(row);
      }
      List<String> columns = new ArrayList<>(List.of("defence"));
      percents.forEach(percent -> columns.add(percent + " %"));
      String explain = "The truly closest honest nodes that lookups end with, by share of hostile.";
      report.table(new Table(harm.title, explain, columns, rows));
      report.chart(
          new Chart(
              harm.title,
              explain,
              Chart.Kind.LINE,
              Axis.of("% hostile"),
              Axis.of("% of the truly closest found"),
              lines));
    }

    private DhtNetwork network(Defence defence) {
      return new DhtNetwork(told, new DhtNetwork.Rules(tuning, false, defence.secureIds));
    }

    private double found(Harm harm, Defence defence, int percent) {
      DhtNetwork network = network(defence);
      int hostile = nodes * percent / 100;
      for (int i = 0; i < nodes - hostile; i++) {
        network.add();
      }
      Census accomplices = hostile(network, harm, hostile, Optional.empty());
      settleAll(network, accomplices);
      int count = told.count("attack.lookups", 1, 1_000_000);
      Lookups lookups =
          Lookups.run(
              network,
              new Lookups.Plan(count, 20, defence.paths, false),
              new Watch(watcher, harm.title + " " + percent + " %, " + defence.title));
      trace = trace * 31 + network.simulation.trace();
      return 100 * lookups.share.mean();
    }

    /** Adds hostile nodes; near a key, or anywhere. */
    private Census hostile(DhtNetwork network, Harm harm, int count, Optional<NodeId> key) {
      Census accomplices = new Census(tuning.metric(), node -> network.contact(node).id());
      for (int i = 0; i < count; i++) {
        byte[] seed = new byte[Krpc.ID_LENGTH];
        network.random.nextBytes(seed);
        network.simulation.openNext();
        int number =
            network.add(
                    key.map(NodeId::bytes).orElse(seed),
                    (net, settings, n) -> new HostileNode(net, settings, n, harm, accomplices))
                .number;
        accomplices.add(number);
      }
      return accomplices;
    }

    /** Hostile nodes have been there for long, too: they are in the tables as the others are. */
    private void settleAll(DhtNetwork network, Census accomplices) {
      Census all = new Census(tuning.metric(), node -> network.contact(node).id());
      network.census.all().forEach(all::add);
      accomplices.all().forEach(all::add);
      for (int i = 0; i < network.simulation.nodes(); i++) {
        network.settle(i, all);
      }
    }

    /** Hostile ids as near to one key as BEP 42 lets their addresses have them, or nearer. */
    private double sybils(ReportBuilder report) {
      List<List<String>> rows = new ArrayList<>();
      double last = 0;
      for (Defence defence : List.of(Defence.ALL, Defence.ONE_PATH)) {
        List<String> row = new ArrayList<>(List.of(defence.title));
        for (int count : told.counts("attack.sybils", 0, nodes)) {
          DhtNetwork network = network(defence);
          for (int i = 0; i < nodes; i++) {
            network.add();
          }
          NodeId key = network.anyId();
          settleAll(network, hostile(network, Harm.SYBILS, count, Optional.of(key)));
          Lookups.Plan plan =
              new Lookups.Plan(
                  told.count("attack.lookups", 1, 1_000_000), 20, defence.paths, false);
          Watch watch = new Watch(watcher, count + " Sybils, " + defence.title);
          double found = 100 * Lookups.run(network, plan, key, watch).share.mean();
          trace = trace * 31 + network.simulation.trace();
          row.add(String.format(Locale.ROOT, "%.1f %%", found));
          last = defence == Defence.ALL ? found : last;
        }
        rows.add(row);
      }
      List<String> columns = new ArrayList<>(List.of("defence"));
      told.counts("attack.sybils", 0, nodes).forEach(count -> columns.add(count + " Sybils"));
      String explain =
          "All lookups are for the key that is attacked. BEP 42 lets an address have few ids, so"
              + " that Sybils are near the key, but not nearer than all others.";
      report.table(new Table(Harm.SYBILS.title, explain, columns, rows));
      report.figure("sybils", "Sybils, most, all defences", last, "%", "truly closest found");
      return last;
    }

    /** Nodes that know one honest node and several hostile ones when they come. */
    private double eclipse(ReportBuilder report) {
      DhtNetwork network = network(Defence.ALL);
      int hostile = nodes / 5;
      for (int i = 0; i < nodes - hostile; i++) {
        network.add();
      }
      Census accomplices = hostile(network, Harm.LIES, hostile, Optional.empty());
      settleAll(network, accomplices);
      int first = network.simulation.nodes();
      for (int i = 0; i < ECLIPSED; i++) {
        int victim = network.add().number;
        for (int contact = 0; contact < 8; contact++) {
          Census from = contact == 0 ? network.census : accomplices;
          network.introduce(victim, from.any(network.random));
        }
      }
      network.simulation.runFor(120 * DhtNetwork.SECOND);
      double theirs = 0;
      Lookups all = new Lookups();
      for (int victim = first; victim < first + ECLIPSED; victim++) {
        theirs += hostileShare(network, victim) / ECLIPSED;
        for (int i = 0; i < 5; i++) {
          IterativeProbe.begin(network, victim, network.anyId(), 3, all::over);
        }
      }
      network.simulation.runFor(60 * DhtNetwork.SECOND);
      trace = trace * 31 + network.simulation.trace();
      double found = 100 * all.share.mean();
      String explain = "nodes that came through seven hostile contacts and one honest one";
      report
          .figure("eclipsed", "hostile in the tables of victims", 100 * theirs, "%", explain)
          .figure("eclipse", "truly closest found by victims", found, "%", explain);
      report.drawing(new Pictures(network, List.of()).drawing(), List.of());
      return found;
    }

    private static double hostileShare(DhtNetwork network, int victim) {
      var known = network.node(victim).core.contacts();
      long hostile =
          known.stream()
              .mapToInt(contact -> network.simulation.node(contact.locator()))
              .filter(node -> !network.node(node).isHonest())
              .count();
      return known.isEmpty() ? 0 : (double) hostile / known.size();
    }
  }
}
