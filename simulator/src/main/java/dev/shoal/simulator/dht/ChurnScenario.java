package dev.shoal.simulator.dht;

import dev.shoal.base.Contact;
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
import dev.shoal.simulator.report.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Nodes come and go all the time, and once very many at once. */
public final class ChurnScenario implements Scenario {
  private static final double HOUR = 3600e9;
  private static final int STALE_SAMPLE = 100; // tables that are looked into each minute

  /** Made by the service loader. */
  public ChurnScenario() {}

  @Override
  public String name() {
    return "churn";
  }

  @Override
  public String about() {
    return "heavy-tailed sessions, a storm of leaving: success, stale contacts, traffic";
  }

  @Override
  public List<Parameter> parameters() {
    return DhtOptions.with(
        2000,
        List.of(
            new Parameter("churn.hourly", "0.5", "part of the nodes that is replaced each hour"),
            new Parameter("churn.shape", "0.6", "of the Weibull sessions; less: heavier tail"),
            new Parameter("churn.minutes", "60", "how long to look"),
            new Parameter("churn.storm", "0.3", "part that leaves at once in the middle; 0: none"),
            new Parameter("churn.lookups", "60", "lookups each minute")));
  }

  @Override
  public Report run(Parameters told, Watcher watcher) {
    return new Run(told, watcher).report();
  }

  private static final class Run {
    private final Parameters told;
    private final Watcher watcher;
    private final DhtNetwork network;
    private final double shape;
    private final double scale;
    private final Samples share = new Samples();
    private final Samples before = new Samples(); // the storm
    private final List<Double> minutes = new ArrayList<>();
    private final List<Double> shares = new ArrayList<>();
    private final List<Double> stale = new ArrayList<>();
    private final List<Double> median = new ArrayList<>();
    private int left;

    Run(Parameters told, Watcher watcher) {
      this.told = told;
      this.watcher = watcher;
      this.shape = told.fraction("churn.shape", 0.2, 5);
      double mean = HOUR / Math.max(1e-9, told.fraction("churn.hourly", 0, 100));
      this.scale = mean / gammaOfOnePlus(1 / shape);
      DhtNetwork.Rules rules = new DhtNetwork.Rules(DhtOptions.tuning(told), false);
      this.network = Settled.of(told, rules, DhtOptions.nodes(told), watcher);
    }

    /** Of the mean of a Weibull distribution: the gamma function by Stirling's series. */
    private static double gammaOfOnePlus(double x) {
      double z = x + 8; // far enough for the series; then back step by step
      double log = (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * z);
      double gamma = Math.exp(log);
      for (double step = z - 1; step > x + 0.5; step--) {
        gamma /= step;
      }
      return gamma;
    }

    Report report() {
      for (int i = 0; i < network.simulation.nodes(); i++) {
        // those that are met at any time are in the middle of their sessions, mostly of long ones
        leaveAfter(i, (long) (longSession() * network.random.nextDouble()));
      }
      int all = told.count("churn.minutes", 2, 100_000);
      Watch watch = new Watch(watcher, "coming and going");
      for (int minute = 1; minute <= all; minute++) {
        if (minute == all / 2 + 1) {
          before.addAll(share);
          storm();
        }
        Lookups lookups = lookups();
        minutes.add((double) minute);
        shares.add(100 * lookups.share.mean());
        median.add(lookups.millis.quantile(0.5));
        stale.add(100 * stale());
        share.addAll(lookups.share);
        watch.see((double) minute / all, network.simulation);
      }
      return build();
    }

    private Lookups lookups() {
      int count = told.count("churn.lookups", 1, 1_000_000);
      Lookups.Plan plan = new Lookups.Plan(count, count / 60.0, 1, false);
      long end = network.simulation.nanos() + 60 * DhtNetwork.SECOND;
      Lookups lookups = Lookups.run(network, plan, new Watch(Watcher.NOBODY, ""));
      network.simulation.runFor(Math.max(0, end - network.simulation.nanos()));
      return lookups;
    }

    private long session() {
      double uniform = 1 - network.random.nextDouble();
      return (long) (scale * Math.pow(-Math.log(uniform), 1 / shape));
    }

    /** A session that some moment falls into: long ones are met more often than short ones. */
    private double longSession() {
      return scale * Math.pow(gammaDistributed(1 + 1 / shape), 1 / shape);
    }

    /** A draw from the gamma distribution of this shape, at least 1 (Marsaglia and Tsang 2000). */
    private double gammaDistributed(double of) {
      double d = of - 1.0 / 3;
      double c = 1 / Math.sqrt(9 * d);
      while (true) {
        double normal = network.random.nextGaussian();
        double v = Math.pow(1 + c * normal, 3);
        double uniform = network.random.nextDouble();
        if (v > 0 && Math.log(uniform) < normal * normal / 2 + d - d * v + d * Math.log(v)) {
          return d * v;
        }
      }
    }

    private void leaveAfter(int node, long nanos) {
      network.simulation.after(nanos, () -> replace(node));
    }

    /** One leaves without a word, another comes, who remembers a few. */
    private void replace(int node) {
      if (!network.simulation.isUp(node)) {
        return;
      }
      network.stop(node);
      left++;
      come();
    }

    private void come() {
      int fresh = network.add().number;
      for (int i = 0; i < 3; i++) {
        int known = network.census.any(network.random);
        network
            .node(fresh)
            .core
            .introduce(network.simulation.locator(known), _ -> {}, network.simulation.clock(fresh));
      }
      network.simulation.wake(fresh);
      leaveAfter(fresh, session());
    }

    /** Very many leave at once; as many others come within the next minutes. */
    private void storm() {
      int many = (int) (told.fraction("churn.storm", 0, 0.95) * network.count());
      for (int i = 0; i < many; i++) {
        network.stop(network.anyNode());
        left++;
        network.simulation.after(network.random.nextLong(300 * DhtNetwork.SECOND), this::come);
      }
    }

    /** The part of the contacts in tables that is gone. */
    private double stale() {
      int gone = 0;
      int all = 0;
      for (int i = 0; i < STALE_SAMPLE; i++) {
        for (Contact contact : network.node(network.anyNode()).core.contacts()) {
          gone += network.simulation.isUp(network.simulation.node(contact.locator())) ? 0 : 1;
          all++;
        }
      }
      return all == 0 ? 0 : (double) gone / all;
    }

    private Report build() {
      double hours = network.simulation.nanos() / HOUR;
      double bytes = network.simulation.sentBytes() / hours / network.count();
      double found = 100 * share.mean();
      double calm = 100 * before.mean();
      ReportBuilder report =
          new ReportBuilder("churn", "Nodes come and go", told.values())
              .figure("shareOfClosest", "truly closest found", found, "%", "over the whole time")
              .figure("shareBefore", "the same before the storm", calm, "%", "")
              .figure("left", "nodes that left", left, "", "each without a word")
              .figure(
                  "stale",
                  "stale contacts",
                  stale.stream().mapToDouble(it -> it).average().orElse(0),
                  "%",
                  "of all in the tables, the mean over the time")
              .figure("bytes", "bytes a node and hour", bytes, "bytes", "payload sent")
              .chart(line("Found", "% of the truly closest", shares))
              .chart(line("Stale contacts", "% of the tables", stale))
              .chart(line("Time of a lookup", "ms, median", median));
      report.drawing(new Pictures(network, List.of()).drawing(), List.of());
      return report.build(
          String.format(
              Locale.ROOT,
              "%,d nodes left without a word in %.0f minutes and others came. Tables always hold"
                  + " some that are gone, and lookups go on all the same: %.1f %% of the truly"
                  + " closest were found before the storm, %.1f %% over the whole time.",
              left,
              60 * hours,
              calm,
              found),
          network.simulation.trace());
    }

    private Chart line(String title, String unit, List<Double> values) {
      return new Chart(
          title,
          "Minute by minute; the storm is in the middle.",
          Chart.Kind.LINE,
          Axis.of("minutes"),
          Axis.of(unit),
          List.of(new Series(unit, minutes, values)));
    }
  }
}
