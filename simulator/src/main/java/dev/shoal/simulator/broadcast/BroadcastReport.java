package dev.shoal.simulator.broadcast;

import dev.shoal.simulator.broadcast.Comparison.Replication;
import dev.shoal.simulator.broadcast.Comparison.Size;
import dev.shoal.simulator.report.Figure;
import dev.shoal.simulator.report.Report;
import dev.shoal.simulator.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What was seen, in figures, tables and charts. */
final class BroadcastReport {
  private final Setup setup;
  private final Comparison seen;
  private final Size largest;

  BroadcastReport(Setup setup, Comparison seen) {
    this.setup = setup;
    this.seen = seen;
    this.largest = seen.largest();
  }

  Report with(Shown shown) {
    return new Report(
        "broadcast",
        "Ask everybody, or know whom to ask",
        summary(),
        setup.told().values(),
        seen.trace(),
        figures(),
        List.of(sizes(), replications()),
        new BroadcastCharts(setup, seen).all(),
        Optional.of(shown.drawing),
        shown.replays,
        Optional.empty());
  }

  private String summary() {
    return String.format(
        Locale.ROOT,
        "A query that each node passes on to all its links, %d links far, cost %.0f messages among"
            + " %d nodes and found what %d of them held in %.0f %% of all tries. A lookup in the"
            + " DHT cost %.0f messages and found it in %.0f %%. Without a hop limit flooding finds"
            + " all, at %.0f messages a query.",
        setup.ttl(),
        largest.limited().messages.mean(),
        largest.nodes(),
        setup.holders(),
        largest.limited().success(),
        largest.dht().messages.mean(),
        largest.dht().success(),
        largest.unlimited().messages.mean());
  }

  private List<Figure> figures() {
    List<Figure> all = new ArrayList<>();
    int nodes = largest.nodes();
    figures(all, "flood", "Flood with a hop limit", largest.limited());
    figures(all, "all", "Flood without a limit", largest.unlimited());
    figures(all, "dht", "Lookup in the DHT", largest.dht());
    all.add(
        new Figure(
            "floodReach",
            "Nodes that the limited flood reached",
            100 * largest.limited().reach.mean() / nodes,
            "%",
            "of all nodes; what is held elsewhere is not found"));
    all.add(
        new Figure(
            "floodReachTheory",
            "What was to be expected of that",
            100 * Theory.reachExpected(nodes, setup.degree(), setup.ttl()) / nodes,
            "%",
            "on a random graph; less is reached where a slow short way loses against a fast long"
                + " one, whose hops are used up"));
    all.add(
        new Figure(
            "allMessagesTheory",
            "Messages until all know, by theory",
            Theory.messagesToAll(nodes, setup.degree()),
            "messages",
            "nodes × (links − 1) + 1, without those that bring answers back"));
    all.add(growth("allGrowth", "Growth of flooding", Size::unlimited, "1: like the nodes"));
    all.add(growth("dhtGrowth", "Growth of lookups", Size::dht, "near 0: like their logarithm"));
    return all;
  }

  private static void figures(List<Figure> all, String name, String title, Answers answers) {
    all.add(
        new Figure(
            name + "Messages",
            title + ": messages",
            answers.messages.mean(),
            "messages",
            "of one query on average, answers as well"));
    all.add(
        new Figure(
            name + "Success", title + ": success", answers.success(), "%", "that found anything"));
    all.add(
        new Figure(
            name + "Millis",
            title + ": time",
            answers.millis.quantile(0.5),
            "ms",
            "until the first answer, the median of those that found anything"));
  }

  /** The power of the number of nodes with which messages grow. */
  private Figure growth(String name, String title, Function<Size, Answers> kind, String explain) {
    Size first = seen.sizes.getFirst();
    double times = kind.apply(largest).messages.mean() / kind.apply(first).messages.mean();
    double nodes = (double) largest.nodes() / first.nodes();
    double power = nodes == 1 ? 0 : Math.log(times) / Math.log(nodes);
    String whole = "the power of the number of nodes with which messages grow; " + explain;
    return new Figure(name, title, power, "", whole);
  }

  private Table sizes() {
    List<List<String>> rows = new ArrayList<>();
    for (Size size : seen.sizes) {
      rows.add(row(size.nodes(), "flood, " + setup.ttl() + " hops", size.limited()));
      rows.add(row(size.nodes(), "flood, no limit", size.unlimited()));
      rows.add(row(size.nodes(), "DHT", size.dht()));
    }
    return new Table(
        "As the network grows",
        "What costs grows with all nodes in one way, and hardly in the other; "
            + setup.holders()
            + " nodes hold what is looked for.",
        List.of("nodes", "how", "messages", "nodes that heard", "success", "first answer"),
        rows);
  }

  private static List<String> row(int nodes, String how, Answers answers) {
    return List.of(
        String.valueOf(nodes),
        how,
        whole(answers.messages.mean()),
        whole(answers.reach.mean()),
        percent(answers.success()),
        answers.millis.count() == 0 ? "never" : whole(answers.millis.quantile(0.5)) + " ms");
  }

  private Table replications() {
    List<String> columns = new ArrayList<>(List.of("holders"));
    setup.ttls().forEach(ttl -> columns.add(ttl + " hops"));
    setup.ttls().forEach(ttl -> columns.add("theory, " + ttl));
    columns.addAll(List.of("DHT", "messages, " + setup.ttl() + " hops", "messages, DHT"));
    List<List<String>> rows = new ArrayList<>();
    for (Replication it : seen.replications) {
      List<String> row = new ArrayList<>(List.of(String.valueOf(it.holders())));
      it.floods().forEach(flood -> row.add(percent(flood.success())));
      it.floods()
          .forEach(flood -> {
            double hit = Theory.success(flood.reach.mean(), largest.nodes(), it.holders());
            row.add(percent(100 * hit));
          });
      row.add(percent(it.dht().success()));
      row.add(whole(it.floods().getFirst().messages.mean()));
      row.add(whole(it.dht().messages.mean()));
      rows.add(row);
    }
    return new Table(
        "From rare to popular",
        "The part of queries that found anything, in the largest network: a flood of few hops is"
            + " enough for what many hold. Theory: one of the holders is among those reached.",
        columns,
        rows);
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, "%.0f", number);
  }

  private static String percent(double number) {
    return whole(number) + " %";
  }
}
