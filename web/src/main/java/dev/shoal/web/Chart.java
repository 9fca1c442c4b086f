package dev.shoal.web;

import dev.shoal.web.Trend.Point;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A curve of the last hour, drawn here: SVG that stretches with its card. Its numbers stand beside
 * it as text, so that they are as large on a phone as on a projector.
 *
 * @param id a word, for the ids of its parts
 * @param title what is drawn
 * @param whole whether the values are whole numbers
 * @param span from its left end to now
 */
record Chart(String id, String title, boolean whole, Duration span) {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 200;
  private static final int STEPS = 4;

  // A gap in samples longer than this was a machine that slept: no line is drawn over it.
  private static final double GAP = 6.0 * History.EVERY.toSeconds();

  /** The figure, with its heading in words. */
  String html(List<Point> points) {
    double most = points.stream().mapToDouble(Point::value).max().orElse(0);
    double top = STEPS * step(most / STEPS, whole);
    return """
    <figure class="card chart %1$s">
    <h3 id="%1$s-title">%2$s</h3>
    <p class="explain" id="%1$s-words">%3$s</p>
    <div class="plot">
    <div class="y" aria-hidden="true">%4$s</div>
    <svg viewBox="0 0 %5$d %6$d" preserveAspectRatio="none" role="img" \
    aria-labelledby="%1$s-title" aria-describedby="%1$s-words">
    %7$s%8$s</svg>
    <div class="x" aria-hidden="true">%9$s</div>
    </div>
    </figure>
    """
        .formatted(
            id,
            Html.escaped(title),
            words(points),
            labels(top),
            WIDTH,
            HEIGHT,
            grid(),
            curves(points, top),
            times());
  }

  private String words(List<Point> points) {
    if (points.isEmpty()) {
      return "Nothing to draw yet; a point comes every " + History.EVERY.toSeconds() + " seconds.";
    }
    double least = points.stream().mapToDouble(Point::value).min().orElse(0);
    double most = points.stream().mapToDouble(Point::value).max().orElse(0);
    return "Last %s · lowest %s · highest %s"
        .formatted(text(points.getLast().value()), text(least), text(most));
  }

  private String text(double value) {
    return whole ? Numbers.grouped(Math.round(value)) : Numbers.rate(value);
  }

  private static String labels(double top) {
    StringBuilder labels = new StringBuilder();
    for (int i = STEPS; i >= 0; i--) {
      labels.append("<span>").append(Numbers.axis(top * i / STEPS)).append("</span>");
    }
    return labels.toString();
  }

  private String times() {
    StringBuilder times = new StringBuilder();
    for (int i = STEPS; i > 0; i--) {
      boolean first = i == STEPS;
      String ago = Numbers.span(span.multipliedBy(i).dividedBy(STEPS));
      times.append("<span>").append(ago).append(first ? " ago" : "").append("</span>");
    }
    return times.append("<span>now</span>").toString();
  }

  private static String grid() {
    StringBuilder path = new StringBuilder("<path class=\"lines\" d=\"");
    for (int i = 0; i <= STEPS; i++) {
      path.append("M0 %dH%d".formatted(HEIGHT * i / STEPS, WIDTH));
    }
    return path.append("\"/>\n").toString();
  }

  private String curves(List<Point> points, double top) {
    StringBuilder line = new StringBuilder();
    StringBuilder area = new StringBuilder();
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      boolean first = i == 0 || points.get(i - 1).ago() - point.ago() > GAP;
      boolean last = i + 1 == points.size() || point.ago() - points.get(i + 1).ago() > GAP;
      String x = number(WIDTH * (1 - point.ago() / span.toSeconds()));
      String y = number(HEIGHT * (1 - point.value() / top));
      line.append(first ? "M" : "L").append(x).append(' ').append(y);
      area.append(first ? "M" + x + " " + HEIGHT : "").append('L').append(x).append(' ').append(y);
      if (last) {
        // A line of no length has round ends: a single point is seen.
        line.append("h0");
        area.append('V').append(HEIGHT).append('Z');
      }
    }
    return points.isEmpty()
        ? ""
        : "<path class=\"area\" d=\"%s\"/>\n<path class=\"line\" d=\"%s\"/>\n"
            .formatted(area, line);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replace(".0", "");
  }

  /** The least of 1, 2, 2.5 and 5, times a power of ten, that is not below this. */
  static double step(double least, boolean whole) {
    double smallest = whole ? 1 : 0.25;
    double power = Math.pow(10, Math.floor(Math.log10(Math.max(least, smallest))));
    for (double factor : new double[] {1, 2, 2.5, 5}) {
      double step = factor * power;
      if (step >= least && step >= smallest && (!whole || step == Math.rint(step))) {
        return step;
      }
    }
    return 10 * power;
  }
}
