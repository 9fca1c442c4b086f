package dev.shoal.simulator.broadcast;

import dev.shoal.simulator.broadcast.Comparison.Size;
import dev.shoal.simulator.report.Chart;
import dev.shoal.simulator.report.Chart.Axis;
import dev.shoal.simulator.report.Chart.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The charts of a comparison. */
final class BroadcastCharts {
  private final Setup setup;
  private final Comparison seen;

  BroadcastCharts(Setup setup, Comparison seen) {
    this.setup = setup;
    this.seen = seen;
  }

  List<Chart> all() {
    return List.of(messages(), successBySize(), success(), cost(), reach());
  }

  private Chart messages() {
    return new Chart(
        "Messages of one query as the network grows",
        "A straight line that rises as the nodes do: everybody is asked. The hop limit bends it,"
            + " and from there on nodes are not reached. The DHT's hardly rises.",
        Chart.Kind.LINE,
        new Axis("nodes", true),
        new Axis("messages", true),
        List.of(
            bySize(limitedName(), size -> size.limited().messages.mean()),
            bySize("flood without a limit", size -> size.unlimited().messages.mean()),
            bySize("DHT", size -> size.dht().messages.mean()),
            bySize(
                "theory: nodes × (links − 1)",
                size -> Theory.messagesToAll(size.nodes(), setup.degree()))));
  }

  private Chart successBySize() {
    return new Chart(
        "Success as the network grows",
        setup.holders()
            + " nodes hold what is looked for: beyond the horizon of a flood they are"
            + " as good as not there.",
        Chart.Kind.LINE,
        new Axis("nodes", true),
        Axis.of("queries that found anything, %"),
        List.of(
            bySize(limitedName(), size -> size.limited().success()),
            bySize("DHT", size -> size.dht().success())));
  }

  private String limitedName() {
    return "flood, " + setup.ttl() + " hops";
  }

  private Series bySize(String name, ToDoubleFunction<Size> value) {
    List<Double> x = seen.sizes.stream().map(size -> (double) size.nodes()).toList();
    return new Series(name, x, seen.sizes.stream().mapToDouble(value).boxed().toList());
  }

  private Chart success() {
    List<Series> lines = new ArrayList<>();
    List<Integer> limits = setup.ttls();
    for (int i = 0; i < limits.size(); i++) {
      int place = i;
      String name = "flood, " + limits.get(i) + " hops";
      lines.add(byHolders(name, it -> it.floods().get(place).success()));
    }
    lines.add(byHolders("DHT", it -> it.dht().success()));
    return new Chart(
        "Success, from rare to popular",
        "What many hold is found near by, with few hops. What is rare is found by those who know"
            + " whom to ask.",
        Chart.Kind.LINE,
        new Axis("nodes that hold it, %", true),
        Axis.of("queries that found anything, %"),
        lines);
  }

  private Chart cost() {
    return new Chart(
        "Messages, from rare to popular",
        "A flood costs the same whoever holds it, and more if many answer.",
        Chart.Kind.LINE,
        new Axis("nodes that hold it, %", true),
        new Axis("messages", true),
        List.of(
            byHolders(limitedName(), it -> it.floods().getFirst().messages.mean()),
            byHolders("DHT", it -> it.dht().messages.mean())));
  }

  private Series byHolders(String name, ToDoubleFunction<Comparison.Replication> value) {
    List<Double> x =
        seen.replications.stream().map(it -> 100.0 * it.holders() / setup.nodes()).toList();
    return new Series(name, x, seen.replications.stream().mapToDouble(value).boxed().toList());
  }

  private Chart reach() {
    int nodes = setup.nodes();
    int degree = setup.degree();
    Size largest = seen.largest();
    return new Chart(
        "Reach by hops",
        "In the largest network. Each hop reaches (links − 1) times as many new nodes, until most"
            + " of those that are told know already. A little less than expected is reached where a"
            + " query comes first by a long way of fast links.",
        Chart.Kind.LINE,
        Axis.of("hops"),
        new Axis("nodes that heard", true),
        List.of(
            byHops("without a limit", hops -> largest.unlimited().within((int) hops)),
            byHops(limitedName(), hops -> largest.limited().within((int) hops)),
            byHops("to be expected", hops -> Theory.reachExpected(nodes, degree, (int) hops)),
            byHops("a tree: at the most", hops -> Theory.reachAtMost(nodes, degree, (int) hops))));
  }

  private Series byHops(String name, java.util.function.DoubleUnaryOperator value) {
    int most = Math.max(setup.ttl(), 12);
    List<Double> x = IntStream.rangeClosed(0, most).mapToObj(hops -> (double) hops).toList();
    return new Series(name, x, x.stream().map(value::applyAsDouble).toList());
  }
}
