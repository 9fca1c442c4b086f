package dev.shoal.cli.demo;

import dev.shoal.cli.report.JsonLine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Something worth telling of a node.
 *
 * @param node its name
 * @param event what it is, in a word for programs
 * @param words what it is, for people
 */
record Happening(String node, String event, String words) {
  /** What happened to the nodes from one moment to another. */
  static List<Happening> between(Scene before, Scene now) {
    List<Happening> all = new ArrayList<>();
    for (int i = 0; i < now.acts().size(); i++) {
      between(before.acts().get(i), now.acts().get(i), all);
    }
    return all;
  }

  private static void between(Act before, Act now, List<Happening> all) {
    String name = now.name();
    boolean alone = before.progress().peers() == 0;
    if (now.role() == Role.GETTER && alone && now.progress().peers() > 0) {
      all.add(new Happening(name, "met", "has met others"));
    }
    if (before.wrong() == 0 && now.wrong() > 0) {
      all.add(new Happening(name, "wrong", "found a wrong piece and fetches it anew"));
    }
    for (String other : now.banned()) {
      if (!before.banned().contains(other)) {
        all.add(new Happening(name, "thrown-out", "threw out the " + other));
      }
    }
    if (now.role() == Role.GETTER && before.part() < 0.5 && now.part() >= 0.5) {
      all.add(new Happening(name, "half", "has half of it"));
    }
    OptionalLong completed = now.completed();
    if (before.completed().isEmpty() && completed.isPresent()) {
      String after = Figures.seconds(completed.getAsLong());
      all.add(new Happening(name, "complete", "has all of it after " + after));
    }
  }

  /** As a program reads it. */
  String json(long millis) {
    return JsonLine.event(event, millis).with("node", node).with("message", words).end();
  }

  /** As a person reads it. */
  @Override
  public String toString() {
    return node + " " + words;
  }
}
