package dev.shoal.web;

import java.util.List;
import java.util.Locale;

/** Shares of a whole, as one bar in parts and in words. */
final class Bars {
  private static final int WIDTH = 1000;

  /**
   * A part of a whole.
   *
   * @param colour a class of the style sheet
   */
  record Part(String name, long count, String colour) {}

  private Bars() {}

  /** A bar in parts, and under it what they are. */
  static String parts(String title, List<Part> parts) {
    long whole = parts.stream().mapToLong(Part::count).sum();
    StringBuilder legend = new StringBuilder();
    for (Part part : parts) {
      legend.append(
          "<li><i class=\"%s\"></i>%s <b>%s</b> <span>%s</span></li>\n"
              .formatted(
                  part.colour(),
                  Html.escaped(part.name()),
                  Numbers.grouped(part.count()),
                  Numbers.percent(part.count(), whole)));
    }
    return """
    <div class="share">
    <h3>%s</h3>
    %s<ul class="legend">
    %s</ul>
    </div>
    """
        .formatted(Html.escaped(title), bar(parts, whole), legend);
  }

  /** A bar alone, filled up to the parts' share of the whole; the words beside it say the same. */
  static String bar(List<Part> parts, long whole) {
    StringBuilder bar =
        new StringBuilder(
            "<svg class=\"bar\" viewBox=\"0 0 %d 10\" preserveAspectRatio=\"none\"".formatted(WIDTH)
                + " aria-hidden=\"true\"><rect class=\"rest\" width=\"%d\" height=\"10\"/>"
                    .formatted(WIDTH));
    double from = 0;
    for (Part part : parts) {
      double width = whole <= 0 ? 0 : Math.min(WIDTH - from, WIDTH * (double) part.count() / whole);
      if (width > 0) {
        // What there is of is seen, be it one in a million.
        bar.append(
            String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" width=\"%.1f\" height=\"10\"/>",
                part.colour(),
                Math.min(from, WIDTH - 4),
                Math.max(width, 4)));
      }
      from += width;
    }
    return bar.append("</svg>\n").toString();
  }
}
