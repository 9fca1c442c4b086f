package dev.shoal.simulator.discovery;

import dev.shoal.simulator.Parameter;
import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Scenario;
import dev.shoal.simulator.Watch;
import dev.shoal.simulator.Watcher;
import dev.shoal.simulator.report.Report;
import java.util.ArrayList;
import java.util.List;

/**
 * Peers find each other by a tracker alone, by the DHT alone, and by both; the tracker dies in the
 * middle.
 */
public final class DiscoveryScenario implements Scenario {
  /** One of the command line. */
  public DiscoveryScenario() {}

  @Override
  public String name() {
    return "discovery";
  }

  @Override
  public String about() {
    return "tracker only, DHT only, both; the tracker dies in the middle";
  }

  @Override
  public List<Parameter> parameters() {
    return Setup.parameters();
  }

  @Override
  public Report run(Parameters parameters, Watcher watcher) {
    Setup setup = Setup.of(parameters);
    List<Outcome> outcomes = new ArrayList<>();
    for (Model model : Model.values()) {
      Town town = new Town(setup, model);
      town.run(new Watch(watcher, model.title));
      outcomes.add(Outcome.of(town));
    }
    return new DiscoveryReport(setup, outcomes).report();
  }
}
