package dev.shoal.lab.report;

import dev.shoal.simulator.report.Report;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report as a page of HTML in one piece: style, scripts, the chart library and all values are in
 * it. Its policy for content forbids it to fetch anything.
 */
public final class ReportPage {
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");
  private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*$");

  private static final List<String> SCRIPTS =
      List.of("tools", "charts", "network", "spread", "page");

  private ReportPage() {}

  /**
   * The page of a report.
   *
   * @param again the call that runs the same again
   */
  public static String of(Report report, String again) {
    Map<String, String> parts = new HashMap<>();
    parts.put("title", escaped(report.title()));
    parts.put("style", resource("page.css"));
    parts.put("data", PageData.of(report, again));
    parts.put("licence", resource("charts/LICENSE.md").replace("--", "- -"));
    parts.put("library", SOURCE_MAP.matcher(resource("charts/chart.umd.min.js")).replaceAll(""));
    SCRIPTS.forEach(name -> parts.put(name, resource(name + ".js")));
    return PLACE
        .matcher(resource("page.html"))
        .replaceAll(
            place -> Matcher.quoteReplacement(Objects.requireNonNull(parts.get(place.group(1)))));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(ReportPage.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
