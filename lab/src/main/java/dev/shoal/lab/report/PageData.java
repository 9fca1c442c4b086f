package dev.shoal.lab.report;

import dev.shoal.simulator.report.Chart;
import dev.shoal.simulator.report.Drawing;
import dev.shoal.simulator.report.Figure;
import dev.shoal.simulator.report.Replay;
import dev.shoal.simulator.report.Report;
import dev.shoal.simulator.report.Spread;
import dev.shoal.simulator.report.Table;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The values of a report as the page's script reads them. */
final class PageData {
  /** More frames nobody tells apart, and they make the page heavy. */
  private static final int MOST_FRAMES = 200;

  private static final double GRAIN = 1e4; // of a place in a drawing: finer than any screen

  private static final JsonFactory FACTORY = new JsonFactory();

  private final StringWriter text = new StringWriter();
  private final JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text);

  private PageData() {}

  /** JSON that may stand within a {@code script} element as it is. */
  static String of(Report report, String again) {
    PageData data = new PageData();
    data.report(report, again);
    data.json.close();
    return safe(data.text.toString());
  }

  /**
   * Such characters stand in strings only, where an escape means the same: so no tag ends the
   * element, and no line ends within a string.
   */
  private static String safe(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private void report(Report report, String again) {
    json.writeStartObject();
    json.writeStringProperty("title", report.title());
    json.writeStringProperty("summary", report.summary());
    json.writeStringProperty("scenario", report.scenario());
    json.writeStringProperty("again", again);
    json.writeStringProperty("trace", HexFormat.of().toHexDigits(report.trace()));
    each("figures", report.figures(), this::figure);
    each("tables", report.tables(), this::table);
    each("charts", report.charts(), this::chart);
    report.drawing().ifPresent(this::drawing);
    each("replays", report.replays(), this::replay);
    report.spread().ifPresent(this::spread);
    json.writeName("parameters");
    json.writeStartArray();
    report.parameters().forEach((name, value) -> strings(List.of(name, value)));
    json.writeEndArray();
    json.writeEndObject();
  }

  private void figure(Figure figure) {
    json.writeStartObject();
    head(figure.title(), figure.explain());
    json.writeStringProperty("value", Numbers.value(figure));
    json.writeStringProperty("unit", Numbers.unit(figure));
    json.writeEndObject();
  }

  private void table(Table table) {
    json.writeStartObject();
    head(table.title(), table.explain());
    json.writeName("columns");
    strings(table.columns());
    each("rows", table.rows(), this::strings);
    json.writeEndObject();
  }

  private void chart(Chart chart) {
    json.writeStartObject();
    head(chart.title(), chart.explain());
    json.writeBooleanProperty("bars", chart.kind() == Chart.Kind.BAR);
    axis("x", chart.x());
    axis("y", chart.y());
    each(
        "series",
        chart.series(),
        series -> {
          json.writeStartObject();
          json.writeStringProperty("name", series.name());
          each("x", series.x(), this::number);
          each("y", series.y(), this::number);
          json.writeEndObject();
        });
    json.writeEndObject();
  }

  private void axis(String name, Chart.Axis axis) {
    json.writeName(name);
    json.writeStartObject();
    json.writeStringProperty("title", axis.title());
    json.writeBooleanProperty("log", axis.logarithmic());
    json.writeEndObject();
  }

  private void drawing(Drawing drawing) {
    json.writeName("drawing");
    json.writeStartObject();
    head(drawing.title(), drawing.explain());
    each(
        "dots",
        drawing.dots(),
        dot -> {
          json.writeStartArray();
          number(Math.round(dot.x() * GRAIN) / GRAIN);
          number(Math.round(dot.y() * GRAIN) / GRAIN);
          json.writeString(dot.kind());
          json.writeString(dot.label());
          json.writeEndArray();
        });
    each(
        "lines",
        drawing.lines(),
        line -> {
          json.writeStartArray();
          json.writeNumber(line.from());
          json.writeNumber(line.to());
          json.writeEndArray();
        });
    json.writeEndObject();
  }

  private void replay(Replay replay) {
    json.writeStartObject();
    head(replay.title(), replay.explain());
    each(
        "steps",
        replay.steps(),
        step -> {
          json.writeStartArray();
          number(Math.round(step.atMillis() * GRAIN) / GRAIN);
          json.writeNumber(step.from());
          json.writeNumber(step.to());
          json.writeString(step.kind());
          json.writeString(step.label());
          json.writeEndArray();
        });
    json.writeEndObject();
  }

  private void spread(Spread spread) {
    json.writeName("spread");
    json.writeStartObject();
    head(spread.title(), spread.explain());
    json.writeNumberProperty("pieces", spread.pieces());
    json.writeName("peers");
    strings(spread.peers());
    List<BitSet> before = new ArrayList<>();
    spread.peers().forEach(_ -> before.add(new BitSet()));
    each(
        "frames",
        thinned(spread.frames()),
        frame -> {
          json.writeStartObject();
          json.writeName("at");
          number(frame.atSeconds());
          json.writeName("changed");
          json.writeStartArray();
          for (int peer = 0; peer < before.size(); peer++) {
            changed(before.get(peer), frame.have().get(peer));
          }
          json.writeEndArray();
          json.writeEndObject();
        });
    json.writeEndObject();
  }

  /**
   * What a peer has and had not, or the other way round, as distances from one piece to the next:
   * most are a digit or two. That becomes what it had.
   */
  private void changed(BitSet before, BitSet now) {
    BitSet changed = (BitSet) before.clone();
    changed.xor(now);
    before.xor(changed);
    json.writeStartArray();
    int last = 0;
    for (int piece = changed.nextSetBit(0); piece >= 0; piece = changed.nextSetBit(piece + 1)) {
      json.writeNumber(piece - last);
      last = piece;
    }
    json.writeEndArray();
  }

  /** At most as many as are worth it, evenly, the first and the last among them. */
  private static List<Spread.Frame> thinned(List<Spread.Frame> frames) {
    if (frames.size() <= MOST_FRAMES) {
      return frames;
    }
    List<Spread.Frame> kept = new ArrayList<>();
    for (int i = 0; i < MOST_FRAMES; i++) {
      kept.add(frames.get((int) ((long) i * (frames.size() - 1) / (MOST_FRAMES - 1))));
    }
    return kept;
  }

  private void head(String title, String explain) {
    json.writeStringProperty("title", title);
    json.writeStringProperty("explain", explain);
  }

  private <T> void each(String name, List<T> all, Consumer<T> write) {
    json.writeName(name);
    json.writeStartArray();
    all.forEach(write);
    json.writeEndArray();
  }

  private void strings(List<String> all) {
    json.writeStartArray();
    all.forEach(json::writeString);
    json.writeEndArray();
  }

  /** A number, as short as it can be; null if it is none. */
  private void number(double value) {
    String exact = Numbers.exact(value);
    if (exact.isEmpty()) {
      json.writeNull();
    } else {
      json.writeNumber(exact);
    }
  }
}
