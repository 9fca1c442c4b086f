package dev.shoal.simulator.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run showed: for programs the figures, for people all of it.
 *
 * @param scenario its name, as it is called
 * @param title of the page
 * @param summary what was seen, in two or three sentences for somebody who knows nothing of it
 * @param parameters all that it ran with, defaults as well, in the order in which they are written
 * @param trace the hash of all that happened: equal for equal runs
 */
public record Report(
    String scenario,
    String title,
    String summary,
    Map<String, String> parameters,
    long trace,
    List<Figure> figures,
    List<Table> tables,
    List<Chart> charts,
    Optional<Drawing> drawing,
    List<Replay> replays,
    Optional<Spread> spread) {
  public Report {
    figures = List.copyOf(figures);
    tables = List.copyOf(tables);
    charts = List.copyOf(charts);
    replays = List.copyOf(replays);
  }

  /** The figure of this name. */
  public Figure figure(String name) {
    return figures.stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no figure " + name + " in " + figures));
  }
}
