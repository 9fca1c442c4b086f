package dev.shoal.lab;

import dev.shoal.cli.show.Columns;
import dev.shoal.cli.show.ProgressLine;
import dev.shoal.cli.show.Words;
import dev.shoal.lab.report.Numbers;
import dev.shoal.simulator.Watcher;
import dev.shoal.simulator.report.Figure;
import java.util.ArrayList;
import java.util.List;

/** A run that goes on, as lines of a terminal. Pure. */
final class LiveView {
  private static final int MOST_FIGURES = 8; // what leaves the rest of a small terminal alone
  private static final int GAP = 2;

  private LiveView() {}

  /** The lines, each in at most so many columns. */
  static List<String> of(Moment moment, int columns) {
    Watcher.State state = moment.state();
    List<String> lines = new ArrayList<>();
    lines.add(
        ProgressLine.measured(
            moment.scenario() + "  ", List.of(state.phase()), state.part(), columns));
    lines.add(
        parts(
            List.of(
                "simulated " + Numbers.time(state.virtualNanos() / 1e6),
                Numbers.grouped(state.events()) + " events",
                Numbers.grouped(Math.round(moment.perSecond())) + "/s",
                "in " + Words.time(moment.millis())),
            columns));
    List<Figure> live = state.live().subList(0, Math.min(MOST_FIGURES, state.live().size()));
    int width = live.stream().mapToInt(it -> Columns.of(it.title())).max().orElse(0);
    width = Math.clamp(width, 0, columns / 2);
    for (Figure figure : live) {
      lines.add("  " + Columns.pad(figure.title(), width + GAP) + Numbers.text(figure));
    }
    return lines.stream().map(line -> Columns.fit(line, columns).stripTrailing()).toList();
  }

  /** As many of the parts as have room. */
  private static String parts(List<String> parts, int columns) {
    StringBuilder line = new StringBuilder();
    for (String part : parts) {
      String next = (line.isEmpty() ? "" : "  ") + part;
      if (!line.isEmpty() && Columns.of(line + next) > columns) {
        break;
      }
      line.append(next);
    }
    return line.toString();
  }
}
