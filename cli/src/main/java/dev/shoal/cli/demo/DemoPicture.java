package dev.shoal.cli.demo;

import dev.shoal.base.Bytes;
import dev.shoal.cli.show.Columns;
import dev.shoal.cli.show.ProgressLine;
import dev.shoal.cli.show.Words;
import java.util.ArrayList;
import java.util.List;

/** A moment of the tour, as lines of a terminal. Pure. */
public final class DemoPicture {
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
    lines.add(Columns.fit(sharer(scene, columns), columns));
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
        + ", and one who lies; nobody leaves this machine";
  }

  private static String sharer(Scene scene, int columns) {
    Act sharer = scene.sharer();
    List<String> parts =
        List.of(
            Columns.pad("sent " + Bytes.format(sharer.progress().uploaded()), DOWN),
            up(sharer),
            "to " + sharer.progress().peers());
    return line(sharer, parts, 1, columns);
  }

  private static String getter(Act getter, int columns) {
    String down =
        getter.completed().isPresent()
            ? "all in " + Figures.seconds(getter.completed().getAsLong())
            : "down " + Words.rate(getter.progress().downRate());
    return line(
        getter,
        List.of(Columns.pad(down, DOWN), up(getter), "from " + getter.givers()),
        getter.part(),
        columns);
  }

  private static String up(Act act) {
    return Columns.pad("up " + Words.rate(act.progress().upRate()), UP);
  }

  private static String line(Act act, List<String> parts, double part, int columns) {
    return ProgressLine.measured(Columns.pad(act.name(), NAME), parts, part, columns)
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
    return "wrong pieces found and fetched anew: "
        + scene.wrong()
        + "   "
        + Words.time(scene.millis());
  }
}
