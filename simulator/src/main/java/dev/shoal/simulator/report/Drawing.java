package dev.shoal.simulator.report;

import java.util.List;

/**
 * A part of the network, drawn: a few hundred nodes, and who knows whom.
 *
 * @param dots at 0 to 1 from the left and from the top
 * @param lines between numbers of dots
 */
public record Drawing(String title, String explain, List<Dot> dots, List<Line> lines) {
  /** More nobody can see. */
  public static final int MOST_DOTS = 400;

  public Drawing {
    dots = List.copyOf(dots);
    lines = List.copyOf(lines);
  }

  /**
   * A node.
   *
   * @param kind the word that its colour stands for: {@code node}, {@code hostile}, {@code gone}
   */
  public record Dot(double x, double y, String kind, String label) {}

  /** Two nodes, one of which knows the other; by their places in {@code dots}. */
  public record Line(int from, int to) {}
}
