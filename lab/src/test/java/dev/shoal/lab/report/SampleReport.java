package dev.shoal.lab.report;

import dev.shoal.simulator.report.Chart;
import dev.shoal.simulator.report.Drawing;
import dev.shoal.simulator.report.Figure;
import dev.shoal.simulator.report.Replay;
import dev.shoal.simulator.report.Report;
import dev.shoal.simulator.report.Spread;
import dev.shoal.simulator.report.Table;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** A report with something of everything, as large as scenarios make them. */
public final class SampleReport {
  private static final int DOTS = 300;
  private static final int PEERS = 40;
  private static final int PIECES = 200;
  private static final int FRAMES = 90;
  private static final int LONGEST = 90; // steps of a flood

  private final Random random = new Random(6);

  private SampleReport() {}

  /** The report, each time the same. */
  public static Report make() {
    return new SampleReport().report();
  }

  /** One with nothing but a title. */
  public static Report empty() {
    return new Report(
        "empty",
        "Nothing </script><script>throw 1</script> \u2028 & \"more\"",
        "",
        Map.of(),
        0,
        List.of(),
        List.of(new Table("A table", "Without rows.", List.of("one", "two"), List.of())),
        List.of(
            new Chart(
                "A chart",
                "Without series.",
                Chart.Kind.LINE,
                Chart.Axis.of("x"),
                Chart.Axis.of("y"),
                List.of())),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  private Report report() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("nodes", "100000");
    parameters.put("seed", "7");
    parameters.put("lookups", "20000");
    parameters.put("alpha", "3");
    parameters.put("network.delay.median", "60");
    parameters.put("network.loss", "0.01");
    return new Report(
        "lookup",
        "A hundred thousand nodes, and each finds what it looks for in a second",
        "20,000 lookups went through a network of 100,000 nodes. They took five hops each, as"
            + " theory has it, and recursive ones needed half the time of iterative ones. Of the"
            + " eight nodes closest to what was looked for they found 99.9 in a hundred.",
        parameters,
        0x3f2a99b1c04e7d58L,
        figures(),
        List.of(table(), traffic()),
        charts(),
        Optional.of(drawing()),
        List.of(lookup(), flood()),
        Optional.of(spread(PEERS, PIECES, FRAMES)));
  }

  /** One with the largest spread that a scenario may make. */
  static Report large() {
    Report all = make();
    return new Report(
        all.scenario(),
        all.title(),
        all.summary(),
        all.parameters(),
        all.trace(),
        all.figures(),
        all.tables(),
        all.charts(),
        all.drawing(),
        all.replays(),
        Optional.of(new SampleReport().spread(60, 1024, 1000)));
  }

  private static List<Figure> figures() {
    return List.of(
        new Figure(
            "hops", "Hops a lookup", 5.37, "hops", "Theory: c · log n, here 5.4; less is better."),
        new Figure(
            "shareOfClosest",
            "Truly closest found",
            99.87,
            "%",
            "Of the eight nodes that an oracle names; 99.9 would be good."),
        new Figure("timeMedian", "Time of half of them", 843.2, "ms", "From question to answer."),
        new Figure("timeTail", "Time of all but 1 in 100", 4210, "ms", "The slowest hundredth."),
        new Figure(
            "messages", "Messages sent", 12_345_678, "messages", "By all nodes, answers as well."),
        new Figure("bytesNode", "Memory a node", 7412, "bytes", "Its table and all of its state."),
        new Figure("virtual", "Simulated time", 7_260_000, "ms", "In the world, not on the clock."),
        new Figure(
            "nothing", "Share of lost answers", Double.NaN, "%", "Nothing was asked of this one."));
  }

  private static Table table() {
    return new Table(
        "Iterative against recursive",
        "A recursive lookup saves the way back at each hop; it needs nodes that agree to it.",
        List.of("way", "α", "k", "hops", "median", "99 %", "messages", "found", "remark"),
        List.of(
            List.of("iterative", "1", "8", "5.9", "1,420 ms", "6.1 s", "13.2", "99.7 %", ""),
            List.of("iterative", "3", "8", "5.4", "843 ms", "4.2 s", "21.7", "99.9 %", "usual"),
            List.of("recursive", "1", "8", "5.4", "455 ms", "2.9 s", "11.9", "99.1 %", "no retry"),
            List.of("recursive", "3", "8", "5.3", "402 ms", "1.7 s", "19.0", "99.8 %", "")));
  }

  private static Table traffic() {
    return new Table(
        "Traffic by kind",
        "",
        List.of("message", "number"),
        List.of(List.of("find_node", "8,120,441"), List.of("ping", "4,225,237")));
  }

  private List<Chart> charts() {
    List<Chart.Series> times = new ArrayList<>();
    for (String way : List.of("iterative", "recursive", "iterative, α = 1")) {
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      double scale = way.startsWith("r") ? 400 : way.endsWith("1") ? 1400 : 800;
      for (int i = 1; i < 60; i++) {
        double millis = 50 * Math.pow(1.09, i);
        x.add((double) Math.round(millis));
        y.add(100 / (1 + Math.pow(scale / millis, 4)));
      }
      times.add(new Chart.Series(way, x, y));
    }
    List<Double> sizes = List.of(10.0, 100.0, 1000.0, 10_000.0, 100_000.0, 1_000_000.0);
    List<Double> hops = List.of(0.9, 1.8, 2.9, 4.1, 5.3, 6.6);
    List<Double> counts = IntStream.rangeClosed(1, 9).mapToObj(i -> (double) i).toList();
    return List.of(
        new Chart(
            "How long lookups take",
            "The further left, the sooner; the tail at the right is what people remember.",
            Chart.Kind.LINE,
            new Chart.Axis("time (ms)", true),
            Chart.Axis.of("lookups done (%)"),
            times),
        new Chart(
            "Hops",
            "Most lookups need five; none needs more than nine.",
            Chart.Kind.BAR,
            Chart.Axis.of("hops"),
            Chart.Axis.of("lookups"),
            List.of(
                new Chart.Series("XOR", counts, values(2, 40, 500, 3200, 9000, 5600, 1400, 200, 9)),
                new Chart.Series(
                    "ring", counts, values(1, 20, 320, 2100, 7600, 7100, 2400, 420, 31)))),
        new Chart(
            "Hops as the network grows",
            "A straight line on this axis is a logarithm.",
            Chart.Kind.LINE,
            new Chart.Axis("nodes", true),
            Chart.Axis.of("hops"),
            List.of(new Chart.Series("simulated", sizes, hops))));
  }

  private static List<Double> values(double... all) {
    return java.util.Arrays.stream(all).boxed().toList();
  }

  private Drawing drawing() {
    List<Drawing.Dot> dots = new ArrayList<>();
    List<Drawing.Line> lines = new ArrayList<>();
    for (int i = 0; i < DOTS; i++) {
      double turn = 2 * Math.PI * i / DOTS;
      double radius = 0.5 - 0.12 * random.nextDouble();
      String kind = i % 17 == 3 ? "hostile" : i % 29 == 5 ? "gone" : "node";
      String id = Integer.toHexString(0x1000 + i * 0x2f).substring(0, 4);
      dots.add(
          new Drawing.Dot(
              0.5 + radius * Math.sin(turn), 0.5 - radius * Math.cos(turn), kind, kind + " " + id));
      lines.add(new Drawing.Line(i, (i + 1) % DOTS));
      for (int far = 8; far < DOTS; far *= 3) {
        lines.add(new Drawing.Line(i, (i + far + random.nextInt(far)) % DOTS));
      }
    }
    return new Drawing(
        "The network, and a lookup in it",
        "300 of its nodes, sorted by their ids around the circle; a line is a contact in a table.",
        dots,
        lines);
  }

  private Replay lookup() {
    List<Replay.Step> steps = new ArrayList<>();
    double at = 0;
    int[] way = {140, 90, 260, 210, 222, 219, 218};
    for (int i = 0; i < way.length; i++) {
      at += 20 + random.nextInt(200);
      steps.add(new Replay.Step(at, 10, way[i], "ask", "who is closer to d41d8c?"));
      at += 20 + random.nextInt(200);
      String kind = i == 2 ? "lost" : "answer";
      steps.add(
          new Replay.Step(at, way[i], 10, kind, i == 2 ? "no answer" : "eight that are closer"));
    }
    return new Replay(
        "An iterative lookup", "The node asks, and decides after each answer.", steps);
  }

  private Replay flood() {
    List<Replay.Step> steps = new ArrayList<>();
    List<Integer> reached = new ArrayList<>(List.of(70));
    for (int i = 0; steps.size() < LONGEST; i++) {
      for (int more = 0; more < 3; more++) {
        int to = random.nextInt(DOTS);
        steps.add(new Replay.Step(i * 40 + more, reached.get(i), to, "ask", ""));
        reached.add(to);
      }
    }
    return new Replay("A flood", "Each tells three others, whether or not they know.", steps);
  }

  private Spread spread(int some, int pieces, int times) {
    List<String> peers = new ArrayList<>(List.of("seeder"));
    List<BitSet> have = new ArrayList<>();
    for (int i = 0; i < some; i++) {
      have.add(new BitSet());
      if (i > 0) {
        peers.add("peer " + i);
      }
    }
    have.getFirst().set(0, pieces);
    List<Spread.Frame> frames = new ArrayList<>();
    for (int frame = 0; frame < times; frame++) {
      frames.add(
          new Spread.Frame(frame * 1.5, have.stream().map(one -> (BitSet) one.clone()).toList()));
      for (int peer = 1; peer < some; peer++) {
        for (int i = 0; i < 40; i++) {
          int piece = random.nextInt(pieces);
          if (have.get(random.nextInt(some)).get(piece)) {
            have.get(peer).set(piece);
          }
        }
      }
    }
    return new Spread(
        "A file spreads", some + " of the peers; each column is a piece.", pieces, peers, frames);
  }
}
