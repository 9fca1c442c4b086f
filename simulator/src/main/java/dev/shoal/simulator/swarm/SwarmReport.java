package dev.shoal.simulator.swarm;

import static java.lang.String.format;
import static java.util.Locale.ROOT;

import dev.shoal.base.Bytes;
import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.report.Chart;
import dev.shoal.simulator.report.Figure;
import dev.shoal.simulator.report.Report;
import dev.shoal.simulator.report.Spread;
import dev.shoal.simulator.report.Table;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Says what a run showed. */
final class SwarmReport {
  private static final double SECOND = 1e9;
  private static final int SHOWN_PIECES = 256;
  private static final int SHOWN_FRAMES = 60;
  private static final int POINTS = 200;

  private final Parameters parameters;
  private final Swarm swarm;
  private final List<SwarmScenario.Swept> swept;
  private final double last;
  private final double bound;

  SwarmReport(Parameters parameters, Swarm swarm, List<SwarmScenario.Swept> swept) {
    this.parameters = parameters;
    this.swarm = swarm;
    this.swept = swept;
    this.last = Outcome.last(swarm);
    this.bound = Bound.peers(swarm.setup, Bound.Lines.of(swarm.peers));
  }

  Report report(long trace) {
    List<Chart> charts = new ArrayList<>();
    if (!swept.isEmpty()) {
      charts.add(againstAServer());
    }
    charts.add(completion());
    charts.add(rarest());
    return new Report(
        "swarm",
        format(ROOT, "A file spreads among %,d peers", swarm.wanting()),
        summary(),
        parameters.values(),
        trace,
        figures(),
        swept.isEmpty() ? List.of() : List.of(sweepTable()),
        charts,
        swarm.recorder().drawing(),
        List.of(),
        Optional.of(spread()));
  }

  private String summary() {
    String size = Bytes.format(swarm.setup.size());
    StringBuilder said = new StringBuilder();
    double server = Bound.server(swarm.setup, Bound.Lines.of(swarm.peers));
    if (swarm.over()) {
      said.append(
          format(
              ROOT,
              "All %,d peers had the %s after %s; one server with the seeders' line would have"
                  + " needed %s at the least. ",
              swarm.wanting(),
              size,
              span(last),
              span(server)));
    } else {
      said.append(
          format(
              ROOT,
              "%,d of %,d peers had the %s when it ended after %s%s. ",
              swarm.counts.complete,
              swarm.wanting(),
              size,
              span(swarm.agenda.now() / SECOND),
              swarm.counts.missing > 0 && swarm.counts.seeders == 0
                  ? ": a piece left with the last one who had it"
                  : ""));
    }
    said.append(
        format(
            ROOT,
            "The seeders gave the file %.1f times; everything else the peers gave each other,"
                + " piece by piece, while they were still fetching.",
            Outcome.seeded(swarm) / (double) swarm.setup.size()));
    double riders = Outcome.freeRidersPay(swarm);
    if (!Double.isNaN(riders)) {
      said.append(format(ROOT, " Who gave nothing waited %.1f times as long as who gave.", riders));
    }
    long liars = Outcome.liars(swarm, false);
    if (liars > 0) {
      said.append(
          format(
              ROOT, " %,d of %,d liars were found and banned.", Outcome.liars(swarm, true), liars));
    }
    return said.toString();
  }

  private static String span(double seconds) {
    return seconds < 120
        ? format(ROOT, "%.0f s", seconds)
        : seconds < 7200
            ? format(ROOT, "%.0f min", seconds / 60)
            : format(ROOT, "%.1f h", seconds / 3600);
  }

  private List<Figure> figures() {
    double[] times = Outcome.times(swarm, peer -> true);
    Counts counts = swarm.counts;
    double size = swarm.setup.size();
    List<Figure> all = new ArrayList<>();
    add(all, "complete", "Peers that completed", 100.0 * counts.complete / swarm.wanting(), "%");
    add(all, "last", "Until the last one was complete", last, "s");
    add(all, "median", "Median time of a peer", Outcome.quantile(0.5, times), "s");
    add(all, "mean", "Mean time of a peer", Outcome.mean(times), "s");
    add(all, "slowest20", "Time that one in 20 exceeds", Outcome.quantile(0.95, times), "s");
    add(all, "bound", "Least that theory allows for all (peers)", bound, "s");
    add(all, "overBound", "Last one, in multiples of that", last / bound, "");
    Bound.Lines lines = Bound.Lines.of(swarm.peers);
    double server = Bound.server(swarm.setup, lines);
    add(all, "serverBound", "Least for one server", server, "s");
    add(all, "oneCopy", "Until the peers together had one copy", oneCopy(), "s");
    add(all, "seeded", "Copies that the seeders gave", Outcome.seeded(swarm) / size, "");
    long taken = Math.max(1, Outcome.taken(swarm));
    add(
        all,
        "wasted",
        "Bytes that came twice or wrong",
        Outcome.wasted(swarm) * 100.0 / taken,
        "%");
    double riders = Outcome.freeRidersPay(swarm);
    if (!Double.isNaN(riders)) {
      add(all, "freeRiders", "Time of who gives nothing, by that of others", riders, "");
    }
    long liars = Outcome.liars(swarm, false);
    if (liars > 0) {
      double banned = 100.0 * Outcome.liars(swarm, true) / liars;
      add(all, "bannedLiars", "Liars that were found", banned, "%");
      add(all, "bans", "Times that a peer banned another", (double) counts.bans, "");
    }
    add(all, "wrongBans", "Honest peers banned", (double) counts.wrongBans, "");
    add(all, "events", "Messages and other things that happened", (double) counts.events, "");
    add(all, "coreEvents", "Events that the cores were told", (double) counts.coreEvents, "");
    return all;
  }

  private double oneCopy() {
    return swarm.counts.oneCopyAt < 0 ? Double.NaN : swarm.counts.oneCopyAt / SECOND;
  }

  private static void add(List<Figure> to, String name, String title, double value, String unit) {
    if (!Double.isNaN(value)) {
      to.add(new Figure(name, title, value, unit, Words.of(name)));
    }
  }

  private Table sweepTable() {
    List<List<String>> rows =
        swept.stream()
            .map(row ->
                List.of(
                    format(ROOT, "%,d", row.peers()),
                    number(row.measured()),
                    number(row.bound()),
                    number(row.measured() / row.bound()),
                    number(row.server()),
                    number(row.serverBound())))
            .toList();
    return new Table(
        "Peers against one server",
        "Seconds until the last one has the file: the server's time grows with the number of"
            + " peers, the peers' own hardly does.",
        List.of("peers", "peers, s", "bound, s", "times", "server, s", "server's bound, s"),
        rows);
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "–" : format(ROOT, "%.3g", value);
  }

  private Chart againstAServer() {
    List<Chart.Series> series = new ArrayList<>();
    series.add(series("server, at least", SwarmScenario.Swept::serverBound));
    series.add(series("server, measured", SwarmScenario.Swept::server));
    series.add(series("peers, measured", SwarmScenario.Swept::measured));
    series.add(series("peers, at least", SwarmScenario.Swept::bound));
    return new Chart(
        "Peers against one server",
        "Twice as many peers take a server twice as long. Peers bring their own lines: what they"
            + " take they give on, and the time hardly grows.",
        Chart.Kind.LINE,
        new Chart.Axis("peers", true),
        new Chart.Axis("seconds until all have the file", true),
        series);
  }

  private Chart.Series series(String name, ToDoubleFunction<SwarmScenario.Swept> value) {
    List<SwarmScenario.Swept> known =
        swept.stream().filter(row -> !Double.isNaN(value.applyAsDouble(row))).toList();
    return new Chart.Series(
        name,
        known.stream().map(row -> (double) row.peers()).toList(),
        known.stream().map(value::applyAsDouble).toList());
  }

  private Chart completion() {
    double[] done = Outcome.doneAt(swarm);
    List<Double> x = new ArrayList<>(List.of(0.0));
    List<Double> y = new ArrayList<>(List.of(0.0));
    int points = Math.min(POINTS, done.length);
    for (int i = 1; i <= points; i++) {
      int count = (int) ((long) i * done.length / points);
      x.add(done[count - 1]);
      y.add(100.0 * count / swarm.wanting());
    }
    List<Double> times = List.of(bound, bound);
    return new Chart(
        "Complete peers over time",
        "For long nobody is complete, then almost all are within moments: they helped each other"
            + " all the time. The upright line is the earliest end that theory allows.",
        Chart.Kind.LINE,
        Chart.Axis.of("seconds"),
        Chart.Axis.of("complete, %"),
        List.of(
            new Chart.Series("complete", x, y),
            new Chart.Series("at least", times, List.of(0.0, 100.0))));
  }

  private Chart rarest() {
    List<Recorder.Frame> frames = swarm.recorder().frames();
    return new Chart(
        "Copies of the rarest piece",
        "If it falls to none, the file is lost. Peers fetch what is rare first, so the line rises"
            + " steadily instead of waiting for the last piece.",
        Chart.Kind.LINE,
        Chart.Axis.of("seconds"),
        Chart.Axis.of("peers that have it"),
        List.of(
            new Chart.Series(
                "rarest piece",
                frames.stream().map(frame -> frame.nanos() / SECOND).toList(),
                frames.stream().map(frame -> (double) frame.rarest()).toList())));
  }

  private Spread spread() {
    List<Recorder.Frame> frames = swarm.recorder().frames();
    int pieces = swarm.layout.pieces();
    int shown = Math.min(pieces, SHOWN_PIECES);
    List<Spread.Frame> thinned = new ArrayList<>();
    int many = Math.min(SHOWN_FRAMES, frames.size());
    for (int i = 0; i < many; i++) {
      Recorder.Frame frame =
          frames.get((int) ((long) i * (frames.size() - 1) / Math.max(1, many - 1)));
      List<BitSet> have = frame.have().stream().map(it -> grouped(it, pieces, shown)).toList();
      thinned.add(new Spread.Frame(frame.nanos() / SECOND, have));
    }
    List<String> names =
        swarm.recorder().shown().stream()
            .map(peer ->
                switch (peer.kind) {
                  case SEEDER -> "seeder " + peer.id;
                  case FREE_RIDER -> "free rider " + peer.id;
                  case PEER, LIAR -> "peer " + peer.id;
                })
            .toList();
    return new Spread(
        "How the pieces spread",
        (pieces > shown ? "A square is some pieces that lie together. " : "")
            + "Each row is a peer, each column a piece. Columns fill at all places at once: every"
            + " peer fetches other pieces than its neighbours, and so each has something to give.",
        shown,
        names,
        thinned);
  }

  /** A group is there when all its pieces are. */
  private static BitSet grouped(BitSet have, int pieces, int groups) {
    BitSet whole = new BitSet();
    for (int group = 0; group < groups; group++) {
      int from = (int) ((long) group * pieces / groups);
      int to = (int) ((long) (group + 1) * pieces / groups);
      whole.set(group, have.nextClearBit(from) >= to);
    }
    return whole;
  }
}
