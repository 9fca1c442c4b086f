package dev.shoal.simulator.broadcast;

import dev.shoal.simulator.Parameter;
import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Scenario;
import dev.shoal.simulator.Watcher;
import dev.shoal.simulator.report.Report;
import java.util.List;

/**
 * To ask everybody, or to know whom to ask: flooding with a hop limit against lookups in the DHT,
 * as the network grows and as contents are rarer.
 */
public final class BroadcastScenario implements Scenario {
  /** One of the command line. */
  public BroadcastScenario() {}

  @Override
  public String name() {
    return "broadcast";
  }

  @Override
  public String about() {
    return "flooding with a hop limit against lookups in the DHT";
  }

  @Override
  public List<Parameter> parameters() {
    return Setup.parameters();
  }

  @Override
  public Report run(Parameters parameters, Watcher watcher) {
    Setup setup = Setup.of(parameters);
    Comparison comparison = new Comparison(setup, watcher);
    comparison.run();
    Shown shown = new Shown(setup, comparison);
    return new BroadcastReport(setup, comparison).with(shown);
  }
}
