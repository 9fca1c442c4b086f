package dev.shoal.lab;

import dev.shoal.base.Problem;
import dev.shoal.cli.show.Columns;
import dev.shoal.simulator.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The scenarios there are. */
final class Scenarios {
  private Scenarios() {}

  /** All of them, by their names. */
  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    ServiceLoader.load(Scenario.class).forEach(all::add);
    all.sort(Comparator.comparing(Scenario::name));
    return all;
  }

  /**
   * The one of this name.
   *
   * @throws Problem of kind USAGE that names all if there is none
   */
  static Scenario of(String name) {
    List<Scenario> all = all();
    return all.stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new Problem(
                Problem.Kind.USAGE,
                "there is no scenario " + name,
                "one of " + all.stream().map(Scenario::name).collect(Collectors.joining(", "))));
  }

  /** A line for each. */
  static List<String> lines() {
    List<Scenario> all = all();
    int width = all.stream().mapToInt(it -> Columns.of(it.name())).max().orElse(0);
    return all.stream().map(it -> Columns.pad(it.name(), width + 2) + it.about()).toList();
  }
}
