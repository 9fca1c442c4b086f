package dev.shoal.simulator.swarm;

import dev.shoal.simulator.Parameter;
import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Scenario;
import dev.shoal.simulator.Watcher;
import dev.shoal.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;

/**
 * A file spreads: every peer is the product's own swarm core, on lines with rates and delays. The
 * same again without anything that goes wrong for growing numbers of peers, against one server.
 */
public final class SwarmScenario implements Scenario {
  /** More than this nobody waits for. */
  private static final int MOST_SWEPT = 100_000;

  /** One of the command line. */
  public SwarmScenario() {}

  @Override
  public String name() {
    return "swarm";
  }

  @Override
  public String about() {
    return "a file spreads among peers, against one server";
  }

  @Override
  public List<Parameter> parameters() {
    return Setup.parameters();
  }

  /** One number of peers: what was measured, or NaN, and what the theory says. Seconds. */
  record Swept(int peers, double measured, double bound, double server, double serverBound) {}

  @Override
  public Report run(Parameters parameters, Watcher watcher) {
    Setup setup = Setup.of(parameters);
    int measured = parameters.count("swarm.server.measure", 0, MOST_SWEPT);
    List<Integer> sweep =
        parameters.text("swarm.sweep").equals("-")
            ? List.of()
            : parameters.counts("swarm.sweep", 1, MOST_SWEPT);
    Swarm swarm = new Swarm(setup, false);
    swarm.run(watcher, "a swarm of " + setup.peers());
    TraceHash trace = new TraceHash();
    trace.note(swarm.trace.value(), 0, 0, 0);
    List<Swept> swept = new ArrayList<>();
    for (int count : sweep) {
      Setup plain = setup.plain(count);
      Swarm peers = new Swarm(plain, false);
      peers.run(watcher, "peers: " + count);
      trace.note(peers.trace.value(), 1, count, 0);
      Bound.Lines lines = Bound.Lines.of(peers.peers);
      double server = Double.NaN;
      if (count <= measured) {
        Swarm star = new Swarm(plain, true);
        star.run(watcher, "a server for " + count);
        trace.note(star.trace.value(), 2, count, 0);
        server = Outcome.last(star);
      }
      swept.add(
          new Swept(
              count,
              Outcome.last(peers),
              Bound.peers(plain, lines),
              server,
              Bound.server(plain, lines)));
    }
    return new SwarmReport(parameters, swarm, swept).report(trace.value());
  }
}
