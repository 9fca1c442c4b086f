package dev.shoal.lab;

import dev.shoal.cli.report.JsonLine;
import dev.shoal.simulator.report.Figure;
import dev.shoal.simulator.report.Report;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run as JSON events of the command line's contract. */
final class JsonResult {
  private JsonResult() {}

  /** How it stands. */
  static String of(Moment moment, long millis) {
    return JsonLine.event("progress", millis)
        .with("scenario", moment.scenario())
        .with("phase", moment.state().phase())
        .with("part", Math.clamp(moment.state().part(), 0, 1))
        .with("virtual", moment.state().virtualNanos() / 1_000_000)
        .with("events", moment.state().events())
        .with("rate", Math.round(moment.perSecond()))
        .with("figures", figures(moment.state().live()))
        .end();
  }

  /** What it showed; equal for equal runs, but for the time. */
  static String of(Report report, Optional<String> page, long millis) {
    JsonLine line = JsonLine.event("result", millis).with("scenario", report.scenario());
    number(line, "seed", report.parameters());
    number(line, "nodes", report.parameters());
    line.with("trace", trace(report)).with("figures", figures(report.figures()));
    line.withAll(
        "tables",
        report.tables().stream()
            .map(it ->
                JsonLine.part()
                    .with("title", it.title())
                    .with("columns", it.columns())
                    .withLists("rows", it.rows()))
            .toList());
    JsonLine parameters = JsonLine.part();
    report.parameters().forEach(parameters::with);
    line.with("parameters", parameters);
    page.ifPresent(it -> line.with("report", it));
    return line.end();
  }

  /** The trace in 16 digits. */
  static String trace(Report report) {
    return HexFormat.of().toHexDigits(report.trace());
  }

  private static JsonLine figures(List<Figure> figures) {
    JsonLine part = JsonLine.part();
    figures.forEach(it -> part.with(it.name(), it.value()));
    return part;
  }

  /** A parameter that most scenarios have, as the number it is. */
  private static void number(JsonLine line, String name, Map<String, String> parameters) {
    String value = parameters.getOrDefault(name, "").replace("_", "");
    if (value.matches("-?\\d{1,18}")) {
      line.with(name, Long.parseLong(value));
    }
  }
}
