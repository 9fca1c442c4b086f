package dev.shoal.cli.demo;

import dev.shoal.base.Bytes;
import dev.shoal.base.Problem;
import dev.shoal.cli.report.JsonLine;
import dev.shoal.cli.show.Columns;
import dev.shoal.cli.show.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What came of the tour.
 *
 * @param scene how the nodes stood at its end
 * @param differing the names of those whose copies are not the sharer's file, by SHA-256
 */
record Figures(Scene scene, List<String> differing) {
  private static final int NAME = 9;
  private static final int COLUMN = 10;

  Figures {
    differing = List.copyOf(differing);
  }

  /** A time of some seconds: {@code 9.4 s}. */
  static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  /** What is not as it should be after such a tour. */
  Optional<Problem> problem() {
    if (!differing.isEmpty()) {
      return Optional.of(
          new Problem(
              Problem.Kind.INVALID,
              "not the same as the sharer's file: the copy of " + String.join(", ", differing)));
    }
    return scene.undeceived().isEmpty()
        ? Optional.of(
            new Problem(
                Problem.Kind.UNEXPECTED,
                "nobody threw the liar out: it gave "
                    + Bytes.format(scene.liar().progress().uploaded())
                    + " this time",
                "the tour again, with a greater --size"))
        : Optional.empty();
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        Bytes.format(scene.size())
            + " for "
            + Words.count(scene.getters().size(), "getter")
            + " in "
            + seconds(scene.lasted())
            + "; who gave how much:");
    lines.add(row("", "time", "sharer", "others", "liar"));
    for (Act getter : scene.getters()) {
      lines.add(
          row(
              getter.name(),
              seconds(getter.completed().orElse(scene.lasted())),
              Bytes.format(scene.given(scene.sharer(), getter)),
              Bytes.format(scene.givenByOthers(getter)),
              Bytes.format(scene.given(scene.liar(), getter))));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "The sharer sent %.1f copies; %d were made of them, %s.",
            scene.copies(),
            scene.getters().size(),
            differing.isEmpty() ? "all equal by SHA-256" : "not all of them right"));
    lines.add("Wrong pieces found: " + scene.wrong() + ", none kept or passed on.");
    lines.add(verdict());
    return lines;
  }

  private String verdict() {
    List<String> unaware =
        scene.getters().stream()
            .map(Act::name)
            .filter(name -> !scene.undeceived().contains(name))
            .toList();
    if (unaware.isEmpty()) {
      return "The liar was thrown out by all of them.";
    }
    String out = scene.undeceived().isEmpty() ? "nobody" : String.join(", ", scene.undeceived());
    return "The liar was thrown out by " + out + "; not by " + String.join(", ", unaware) + ".";
  }

  private static String row(String name, String... cells) {
    StringBuilder row = new StringBuilder(Columns.pad(name, NAME));
    for (String cell : cells) {
      row.append(" ".repeat(Math.max(1, COLUMN - Columns.of(cell)))).append(cell);
    }
    return row.toString();
  }

  /** For programs. */
  String json(long millis) {
    List<JsonLine> getters = new ArrayList<>();
    for (Act getter : scene.getters()) {
      getters.add(
          JsonLine.part()
              .with("node", getter.name())
              .withKnown("ms", getter.completed().orElse(-1))
              .with("fromSharer", scene.given(scene.sharer(), getter))
              .with("fromOthers", scene.givenByOthers(getter))
              .with("fromLiar", scene.given(scene.liar(), getter))
              .with("wrong", getter.wrong())
              .with("equal", !differing.contains(getter.name())));
    }
    return JsonLine.event("result", millis)
        .with("ok", problem().isEmpty())
        .with("bytes", scene.size())
        .with("ms", scene.lasted())
        .with("sent", scene.sharer().progress().uploaded())
        .with("wrong", scene.wrong())
        .with("thrownOutBy", scene.undeceived())
        .withAll("getters", getters)
        .end();
  }
}
