package dev.shoal.simulator.report;

import java.util.List;

/**
 * One thing that happened between dots of the drawing, to be watched step by step: a lookup, a
 * flood.
 *
 * @param steps in the order of their time
 */
public record Replay(String title, String explain, List<Step> steps) {
  public Replay {
    steps = List.copyOf(steps);
  }

  /**
   * A message.
   *
   * @param atMillis since it began
   * @param from the place of a dot
   * @param to the place of a dot
   * @param kind the word that its colour stands for: {@code ask}, {@code answer}, {@code lost}
   */
  public record Step(double atMillis, int from, int to, String kind, String label) {}
}
