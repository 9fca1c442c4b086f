package dev.shoal.lab;

import dev.shoal.base.Problem;
import dev.shoal.simulator.Parameter;
import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Scenario;
import dev.shoal.simulator.Watcher;
import dev.shoal.simulator.report.Chart;
import dev.shoal.simulator.report.Figure;
import dev.shoal.simulator.report.Report;
import dev.shoal.simulator.report.Table;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A scenario of nothing but a seed. */
public final class Tiny implements Scenario {
  @Override
  public String name() {
    return "tiny";
  }

  @Override
  public String about() {
    return "as little as can be simulated";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter("nodes", "10", "how many, 1 to 1000"),
        new Parameter("seed", "1", "what all chance comes from"),
        new Parameter("fault", "no", "whether it fails, yes or no"),
        new Parameter("by-reference", "no", "whether messages are not encoded, yes or no"));
  }

  @Override
  public Report run(Parameters parameters, Watcher watcher) {
    int nodes = parameters.count("nodes", 1, 1000);
    Random random = new Random(parameters.number("seed", 0, Long.MAX_VALUE));
    if (parameters.flag("fault")) {
      throw new Problem(Problem.Kind.USAGE, "it shall fail", "--set fault=no");
    }
    double sum = 0;
    for (int i = 0; i < nodes; i++) {
      sum += random.nextDouble();
      Figure live = new Figure("sum", "Sum so far", sum, "", "");
      if (!watcher.see(
          new Watcher.State("adding", (double) i / nodes, i * 1000L, i, List.of(live)))) {
        throw new Watcher.Stopped();
      }
    }
    return report(parameters, sum);
  }

  private Report report(Parameters parameters, double sum) {
    return new Report(
        name(),
        "A sum",
        "Numbers were added.",
        parameters.values(),
        Double.doubleToLongBits(sum),
        List.of(
            new Figure("sum", "The sum", sum, "", "Half of the nodes would be good."),
            new Figure("bytes", "Memory", 2048, "bytes", "As small as can be.")),
        List.of(
            new Table(
                "By hand",
                "What to look at.",
                List.of("who, and \"what\"", "value"),
                List.of(List.of("one", "1"), List.of("a, b", "1,000")))),
        List.<Chart>of(),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }
}
