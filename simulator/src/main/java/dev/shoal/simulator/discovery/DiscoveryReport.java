package dev.shoal.simulator.discovery;

import dev.shoal.simulator.report.Chart;
import dev.shoal.simulator.report.Chart.Axis;
import dev.shoal.simulator.report.Chart.Series;
import dev.shoal.simulator.report.Report;
import dev.shoal.simulator.report.ReportBuilder;
import dev.shoal.simulator.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The models side by side. */
final class DiscoveryReport {
  private static final double PERCENT = 100;

  private final Setup setup;
  private final List<Outcome> outcomes;

  DiscoveryReport(Setup setup, List<Outcome> outcomes) {
    this.setup = setup;
    this.outcomes = outcomes;
  }

  Report report() {
    ReportBuilder report =
        new ReportBuilder("discovery", "Who tells peers of each other", setup.told().values());
    outcomes.forEach(outcome -> figures(report, outcome));
    report.table(findings()).table(loads());
    report.chart(
        timeline(
            "Peers that know somebody who is there",
            "In the middle, at minute "
                + setup.minutes() / 2
                + ", the tracker dies: those it"
                + " brought together stay so until they leave; whoever comes has only the DHT.",
            it -> it.timeline().knowOne(it.model().title)));
    report.chart(
        timeline(
            "Peers that know five others who are there",
            "The same for a number with which a swarm works well.",
            it -> it.timeline().knowFive(it.model().title)));
    report.chart(first());
    report.chart(afterDeath());
    long trace = 0;
    for (Outcome outcome : outcomes) {
      trace = trace * 31 + outcome.trace();
    }
    return report.build(summary(), trace);
  }

  private Outcome of(Model model) {
    return outcomes.stream().filter(it -> it.model() == model).findFirst().orElseThrow();
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "While the tracker lived, half of the peers knew another after %.1f s by the tracker and"
            + " after %.1f s by the DHT, which they had to join first. Of those that came after its"
            + " death, %.0f %% found somebody with a tracker only, %.0f %% with the DHT only and"
            + " %.0f %% with both.",
        of(Model.TRACKER).first().quantile(0.5),
        of(Model.DHT).first().quantile(0.5),
        of(Model.TRACKER).lateFound(),
        of(Model.DHT).lateFound(),
        of(Model.BOTH).lateFound());
  }

  private void figures(ReportBuilder report, Outcome outcome) {
    String of = outcome.model().suffix;
    String title = ", " + outcome.model().title;
    report.figure(
        "first" + of,
        "Time to the first peer" + title,
        1000 * outcome.first().quantile(0.5),
        "ms",
        "the median of those that came while the tracker lived");
    report.figure(
        "found" + of,
        "Found somebody before the death" + title,
        outcome.found(),
        "%",
        "of the peers that came two minutes before it or earlier; the first of a swarm must wait");
    report.figure(
        "lateFound" + of,
        "Found somebody after it" + title,
        outcome.lateFound(),
        "%",
        "of the peers that came when the tracker was dead, two minutes before the end or earlier");
    report.figure(
        "knowAtEnd" + of,
        "Know somebody at the end" + title,
        outcome.timeline().knowOneAtEnd(),
        "%",
        "of the peers that are there then: another that is there as well");
    if (outcome.model().hasTracker) {
      report.figure(
          "load" + of,
          "Load of the tracker" + title,
          trackerLoad(outcome),
          "messages",
          "datagrams that it received and sent in a minute of its life");
    }
    if (outcome.model().hasDht) {
      report.figure(
          "busiest" + of,
          "Load of the busiest node of the DHT" + title,
          (double) outcome.loads().most() / setup.minutes(),
          "messages",
          "datagrams that it received and sent in a minute, those that keep the DHT together too");
    }
  }

  private double trackerLoad(Outcome outcome) {
    return 2.0 * outcome.tracker() / setup.minutes();
  }

  private Table findings() {
    List<List<String>> rows = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      rows.add(
          List.of(
              outcome.model().title,
              percent(outcome.found()),
              seconds(outcome, 0.5),
              seconds(outcome, 0.9),
              percent(outcome.lateFound()),
              percent(outcome.timeline().knowOneAtEnd())));
    }
    return new Table(
        "Who finds somebody",
        "Before the tracker's death and after it; times until another peer was reached.",
        List.of("model", "found before", "median", "9 of 10", "found after", "know one at the end"),
        rows);
  }

  private static String seconds(Outcome outcome, double part) {
    return outcome.first().count() == 0
        ? "never"
        : String.format(Locale.ROOT, "%.1f s", outcome.first().quantile(part));
  }

  private Table loads() {
    List<List<String>> rows = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      Model model = outcome.model();
      double minutes = setup.minutes();
      rows.add(
          List.of(
              model.title,
              model.hasTracker ? number(trackerLoad(outcome)) : "–",
              model.hasDht ? number(outcome.loads().most() / minutes) : "–",
              model.hasDht ? number(2 * outcome.loads().mostOfContents() / minutes) : "–",
              model.hasDht
                  ? number(outcome.loads().sum() / minutes / (setup.nodes() + setup.peers()))
                  : "–",
              number(outcome.sent() / minutes)));
    }
    return new Table(
        "Who has to do it",
        "Datagrams in and out in a minute. All swarms are the tracker's; in the DHT each content"
            + " has other nodes.",
        List.of(
            "model",
            "tracker",
            "busiest node",
            "of that for contents",
            "mean node of the DHT",
            "sent by all"),
        rows);
  }

  private Chart timeline(String title, String explain, Function<Outcome, Series> line) {
    return new Chart(
        title,
        explain,
        Chart.Kind.LINE,
        Axis.of("minutes"),
        Axis.of("peers that are there, %"),
        outcomes.stream().map(line).toList());
  }

  private Chart first() {
    return new Chart(
        "Time to the first peer",
        "Of those that came while the tracker lived and found somebody: two round trips to a"
            + " tracker against joining the DHT and looking.",
        Chart.Kind.LINE,
        new Axis("seconds", true),
        Axis.of("peers, %"),
        outcomes.stream().map(it -> it.first().cumulative(it.model().title)).toList());
  }

  private Chart afterDeath() {
    return new Chart(
        "Time to the first peer after the tracker's death",
        "Of all that came then. Whoever had only the tracker finds nobody.",
        Chart.Kind.LINE,
        new Axis("seconds", true),
        Axis.of("peers, %"),
        outcomes.stream()
            .filter(it -> it.late().count() > 0)
            .map(it -> scaled(it.late().cumulative(it.model().title), it.lateFound()))
            .toList());
  }

  private static Series scaled(Series line, double part) {
    return new Series(
        line.name(), line.x(), line.y().stream().map(y -> y * part / PERCENT).toList());
  }

  private static String percent(double number) {
    return number(number) + " %";
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, number < 10 ? "%.1f" : "%.0f", number);
  }
}
