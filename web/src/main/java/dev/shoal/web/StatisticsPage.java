package dev.shoal.web;

import dev.shoal.tracker.TrackerFigures;
import dev.shoal.tracker.TrackerFigures.Store;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;

/**
 * The page for persons: figures in, one piece of HTML out, which asks for nothing else and runs no
 * script. What is below the headline is in {@link Sections}.
 */
final class StatisticsPage {
  /** Until the page asks for itself again. */
  static final Duration RENEWAL = Duration.ofSeconds(30);

  /** The style of the page, which the policy for content knows by its hash. */
  static final String STYLE = "\n" + resource("page.css") + "\n";

  /** From here on the room for peers is said to be short. */
  private static final double NEARLY_FULL = 0.9;

  private StatisticsPage() {}

  /** The page. */
  static String of(View view) {
    return head(view)
        + header(view)
        + "<main>\n"
        + notices(view)
        + (view.untouched() ? Sections.welcome(view) : figures(view) + Sections.curves(view))
        + Sections.rest(view)
        + "</main>\n"
        + footer(view)
        + "</body>\n</html>\n";
  }

  private static String head(View view) {
    String title =
        view.untouched()
            ? "Shoal tracker"
            : "Shoal tracker: " + Numbers.of(view.figures().peers(), "peer", "peers");
    String renewal =
        view.renews()
            ? "<meta http-equiv=\"refresh\" content=\"%d\">%n".formatted(RENEWAL.toSeconds())
            : "";
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    %s<link rel="icon" href="data:,">
    <title>%s</title>
    <style>%s</style>
    </head>
    <body>
    """
        .formatted(renewal, Html.escaped(title), STYLE);
  }

  private static String header(View view) {
    TrackerFigures figures = view.figures();
    boolean away = figures.store() == Store.AWAY;
    String title =
        view.untouched()
            ? "Ready for its first peer"
            : "%s in %s"
                .formatted(
                    Numbers.of(figures.peers(), "peer", "peers"),
                    Numbers.of(figures.torrents(), "torrent", "torrents"));
    return """
    <header>
    <div class="eyebrow"><span>Shoal tracker</span>
    <span class="state %s"><i></i>%s · up for %s</span></div>
    <h1>%s</h1>
    <p class="lead">%s</p>
    </header>
    """
        .formatted(
            away ? "warn" : "good",
            away ? "Store away" : "Serving",
            Numbers.span(Duration.between(figures.since(), view.now())),
            title,
            lead(view));
  }

  private static String lead(View view) {
    String interval = Numbers.span(view.figures().interval());
    if (view.untouched()) {
      return "It listens; who announces shows here.";
    }
    return view.trend().announcesNow().isEmpty()
        ? "Peers are asked to come again after %s.".formatted(interval)
        : "%s announces a second, and peers are asked to come again after %s."
            .formatted(Numbers.rate(view.trend().announcesNow().getAsDouble()), interval);
  }

  private static String notices(View view) {
    StringBuilder notices = new StringBuilder();
    if (view.figures().store() == Store.AWAY) {
      notices.append(
          notice(
              "The shared store does not answer.",
              "Peers are served from this tracker's own memory until it does; what other trackers"
                  + " learn meanwhile is missing here."));
    }
    if (view.waits()) {
      notices.append(
          notice(
              "There is much to do.",
              "Peers are asked to wait %s between announces, longer than the usual %s."
                  .formatted(Numbers.span(view.figures().interval()), Numbers.span(view.usual()))));
    }
    if (view.full() >= NEARLY_FULL) {
      notices.append(
          notice(
              "The room for peers is nearly taken.",
              "%s of it is in use; when all is, new peers are refused."
                  .formatted(
                      Numbers.percent(view.figures().peers(), view.figures().peersLimit()))));
    }
    return notices.isEmpty() ? "" : "<section aria-label=\"Notices\">\n" + notices + "</section>\n";
  }

  private static String notice(String what, String why) {
    return "<p class=\"card notice\"><b>%s</b> %s</p>\n".formatted(what, why);
  }

  private static String figures(View view) {
    TrackerFigures now = view.figures();
    long seeds = now.seedsV4() + now.seedsV6();
    long leechers = now.leechersV4() + now.leechersV6();
    String rate =
        view.trend().announcesNow().isEmpty()
            ? "–"
            : Numbers.rate(view.trend().announcesNow().getAsDouble());
    return "<section aria-label=\"Now\">\n<dl class=\"figures\">\n"
        + figure("Torrents", Numbers.grouped(now.torrents()), "with at least one peer")
        + figure("Peers", Numbers.grouped(now.peers()), "over all torrents")
        + figure("Announces a second", rate, "over the last half minute")
        + figure(
            "Seeds",
            Numbers.grouped(seeds),
            Numbers.percent(seeds, now.peers()) + " of the peers have all")
        + figure("Leechers", Numbers.grouped(leechers), "still fetch, or want a part only")
        + figure("Completed", Numbers.grouped(now.completed()), "became seeds since the start")
        + "</dl>\n</section>\n";
  }

  private static String figure(String name, String number, String explained) {
    return """
    <div class="card"><dt>%s</dt><dd class="number">%s</dd><dd class="explain">%s</dd></div>
    """
        .formatted(name, number, explained);
  }

  private static String footer(View view) {
    String renewal =
        view.renews()
            ? "it renews itself every %d seconds (<a href=\"/?renew=no\">hold still</a>)"
                .formatted(RENEWAL.toSeconds())
            : "it holds still (<a href=\"/\">renew every %d seconds</a>)"
                .formatted(RENEWAL.toSeconds());
    return """
    <footer>
    <p>As of <time datetime="%s">%s</time>; %s.</p>
    <p>For programs: <a href="/metrics">/metrics</a> (Prometheus),\
     <a href="/health">/health</a>.</p>
    <p>Shoal %s. This page names no peer and no torrent, and asks no other server.</p>
    </footer>
    """
        .formatted(
            view.now(), Numbers.time(view.now()), renewal, Html.escaped(view.figures().version()));
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(StatisticsPage.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
