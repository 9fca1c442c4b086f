package dev.shoal.simulator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Puts a report together, part by part, in the order in which it is read. For one thread. */
public final class ReportBuilder {
  private final String scenario;
  private final String title;
  private final Map<String, String> parameters;
  private final List<Figure> figures = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<Chart> charts = new ArrayList<>();
  private final List<Replay> replays = new ArrayList<>();
  private Optional<Drawing> drawing = Optional.empty();
  private Optional<Spread> spread = Optional.empty();

  /** A report of a scenario that ran with these. */
  public ReportBuilder(String scenario, String title, Map<String, String> parameters) {
    this.scenario = scenario;
    this.title = title;
    this.parameters = parameters;
  }

  /** One more figure. */
  public ReportBuilder figure(String name, String what, double value, String unit, String explain) {
    figures.add(new Figure(name, what, value, unit, explain));
    return this;
  }

  /** The value of a figure that is there already. */
  public OptionalDouble value(String name) {
    return figures.stream()
        .filter(figure -> figure.name().equals(name))
        .mapToDouble(Figure::value)
        .findFirst();
  }

  /** One more table. */
  public ReportBuilder table(Table table) {
    tables.add(table);
    return this;
  }

  /** One more chart. */
  public ReportBuilder chart(Chart chart) {
    charts.add(chart);
    return this;
  }

  /** The network, drawn, and what can be watched in it. */
  public ReportBuilder drawing(Drawing network, List<Replay> watched) {
    drawing = Optional.of(network);
    replays.addAll(watched);
    return this;
  }

  /** How pieces spread. */
  public ReportBuilder spread(Spread pieces) {
    spread = Optional.of(pieces);
    return this;
  }

  /**
   * The whole.
   *
   * @param trace the hash of all that happened
   */
  public Report build(String summary, long trace) {
    return new Report(
        scenario,
        title,
        summary,
        parameters,
        trace,
        figures,
        tables,
        charts,
        drawing,
        replays,
        spread);
  }
}
