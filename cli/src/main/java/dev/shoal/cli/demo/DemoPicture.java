package dev.shoal.cli.demo;

import dev.shoal.base.Bytes;
import dev.shoal.cli.show.Columns;
import dev.shoal.cli.show.ProgressLine;
import dev.shoal.cli.show.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A moment of the tour, as lines of a terminal. Pure. */
final class DemoPicture {
  private static final int ROOMY = 70; // columns; in fewer, a bar says more than a number
  private static final int NAME = 10;
  private static final int DOWN = "down 9.99 MiB/s".length();
  private static final int UP = "up 9.99 MiB/s".length();
  private static final String GREEN = "\u001b[32m";
  private static final String RED = "\u001b[31m";
  private static final String END = "\u001b[0m";

  private DemoPicture() {}

  /** A line for each node, and one above and below, each in at most so many columns. */
  static List<String> of(Scene scene, int columns, boolean colour) {
    List<String> lines = new ArrayList<>();
    lines.add(Columns.fit(head(scene), columns));
    lines.add(Columns.fit(sharer(scene), columns));
    for (Act getter : scene.getters()) {
      String line = Columns.fit(getter(getter, columns), columns);
      lines.add(getter.completed().isPresent() ? painted(line, GREEN, colour) : line);
    }
    String liar = Columns.fit(liar(scene), columns);
    lines.add(scene.undeceived().isEmpty() ? liar : painted(liar, RED, colour));
    lines.add(Columns.fit(foot(scene), columns));
    return lines;
  }

  private static String painted(String line, String with, boolean colour) {
    return colour ? with + line + END : line;
  }

  private static String head(Scene scene) {
    return Bytes.format(scene.size())
        + " for "
        + Words.count(scene.getters().size(), "getter")
        + " and one liar, on this machine alone";
  }

  private static String sharer(Scene scene) {
    Act sharer = scene.sharer();
    return Columns.pad(sharer.name(), NAME)
        + String.format(Locale.ROOT, "sent %.1f copies  up ", scene.copies())
        + Words.rate(sharer.progress().upRate());
  }

  private static String getter(Act getter, int columns) {
    String down =
        getter.completed().isPresent()
            ? "all in " + Figures.seconds(getter.completed().getAsLong())
            : "down " + Words.rate(getter.progress().downRate());
    List<String> parts =
        List.of(
            Columns.pad(down, DOWN),
            Columns.pad("up " + Words.rate(getter.progress().upRate()), UP),
            "from " + getter.givers());
    String name = Columns.pad(getter.name(), NAME);
    return ProgressLine.measured(
            name, parts.subList(0, columns < ROOMY ? 2 : 3), getter.part(), columns)
        .stripTrailing();
  }

  private static String liar(Scene scene) {
    Act liar = scene.liar();
    int by = scene.undeceived().size();
    String fate =
        by == 0
            ? "offers its copy, which it spoiled"
            : "thrown out by " + by + " of " + scene.getters().size();
    return Columns.pad(liar.name(), NAME)
        + fate
        + "; gave "
        + Bytes.format(liar.progress().uploaded());
  }

  private static String foot(Scene scene) {
    return Words.time(scene.millis()) + "  wrong pieces found: " + scene.wrong();
  }
}
