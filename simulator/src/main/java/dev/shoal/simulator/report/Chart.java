package dev.shoal.simulator.report;

import java.util.List;

/**
 * Values over others.
 *
 * @param explain in a sentence: what to look at
 * @param x what the horizontal axis counts, with its unit
 * @param y what the vertical one does
 */
public record Chart(String title, String explain, Kind kind, Axis x, Axis y, List<Series> series) {
  public Chart {
    series = List.copyOf(series);
  }

  /** How it is drawn. */
  public enum Kind {
    LINE,
    /** One bar of each series for each x. */
    BAR
  }

  /**
   * An axis.
   *
   * @param logarithmic each step multiplies
   */
  public record Axis(String title, boolean logarithmic) {
    /** An axis of equal steps. */
    public static Axis of(String title) {
      return new Axis(title, false);
    }
  }

  /** One line, or the bars of one colour; as many x as y. */
  public record Series(String name, List<Double> x, List<Double> y) {
    public Series {
      x = List.copyOf(x);
      y = List.copyOf(y);
      if (x.size() != y.size()) {
        throw new IllegalArgumentException(x.size() + " x, " + y.size() + " y");
      }
    }
  }
}
