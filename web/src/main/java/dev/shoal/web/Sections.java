package dev.shoal.web;

import dev.shoal.tracker.TrackerFigures;
import dev.shoal.tracker.TrackerFigures.Refusals;
import dev.shoal.tracker.TrackerFigures.Traffic;
import dev.shoal.web.Bars.Part;
import dev.shoal.web.Trend.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** The parts of the page below its headline, one a subject. */
final class Sections {
  private static final int MINUTES = 5; // a row of the table of the last hour
  private static final int ROWS = (int) History.SPAN.toMinutes() / MINUTES;

  private Sections() {}

  /** In place of figures, as long as there are none. */
  static String welcome(View view) {
    StringBuilder schemes = new StringBuilder();
    for (Traffic row : view.figures().traffic()) {
      schemes.append(
          "<code>%s://ADDRESS:PORT/announce</code>\n".formatted(Html.escaped(row.protocol())));
    }
    return """
    <section class="card welcome">
    <svg viewBox="0 0 120 60" aria-hidden="true">
    <path class="fish one" d="M8 20c10-12 26-12 36 0l12-8v16l-12-8c-10 12-26 12-36 0z"/>
    <path class="fish two" d="M58 34c8-10 21-10 29 0l10-7v14l-10-7c-8 10-21 10-29 0z"/>
    <path class="fish three" d="M20 48c6-7 15-7 21 0l7-5v10l-7-5c-6 7-15 7-21 0z"/>
    </svg>
    <div>
    <h2>Nothing has announced yet</h2>
    <p>Give a torrent the address that <code>shoal tracker</code> printed when it was started:</p>
    <p class="codes">%s</p>
    <p>Or share a file right away:</p>
    <p class="codes"><code>shoal share FILE --tracker http://ADDRESS:PORT/announce</code></p>
    <p class="explain">The first peer shows here within half a minute, curves soon after.</p>
    </div>
    </section>
    """
        .formatted(schemes);
  }

  /** The last hour, or as much of it as there is to show. */
  static String curves(View view) {
    Duration span = view.trend().span();
    return """
    <section aria-labelledby="hour">
    <h2 id="hour">The last %s</h2>
    <div class="grid">
    %s%s</div>
    %s</section>
    """
        .formatted(
            span.equals(History.SPAN) ? "hour" : span.toMinutes() + " minutes",
            new Chart("announces", "Announces a second", false, span)
                .html(view.trend().announces()),
            new Chart("peers", "Peers", true, span).html(view.trend().peers()),
            values(view.trend()));
  }

  /** The values of the curves, for who does not see them. */
  private static String values(Trend trend) {
    StringBuilder rows = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      double from = Duration.ofMinutes((long) row * MINUTES).toSeconds();
      double to = from + Duration.ofMinutes(MINUTES).toSeconds();
      List<Point> peers = within(trend.peers(), from, to);
      if (peers.isEmpty()) {
        continue;
      }
      List<Point> announces = within(trend.announces(), from, to);
      rows.append(
          "<tr><th scope=\"row\">%d to %d</th><td>%s</td><td>%s</td></tr>\n"
              .formatted(
                  row * MINUTES,
                  (row + 1) * MINUTES,
                  announces.isEmpty() ? "–" : Numbers.rate(mean(announces)),
                  Numbers.grouped(Math.round(mean(peers)))));
    }
    return """
    <details><summary>The same as a table</summary>
    <div class="card"><div class="scroll" role="region" aria-label="The last hour" tabindex="0">
    <table>
    <thead><tr><th scope="col">Minutes ago</th><th scope="col">Announces a second</th>\
    <th scope="col">Peers</th></tr></thead>
    <tbody>
    %s</tbody>
    </table>
    </div></div>
    </details>
    """
        .formatted(rows);
  }

  private static List<Point> within(List<Point> points, double from, double to) {
    return points.stream().filter(point -> point.ago() >= from && point.ago() < to).toList();
  }

  private static double mean(List<Point> points) {
    return points.stream().mapToDouble(Point::value).average().orElse(0);
  }

  /** Two columns: peers and traffic, and the tracker itself with what it refused. */
  static String rest(View view) {
    TrackerFigures now = view.figures();
    String peers = now.peers() == 0 ? "" : card("who", "Who the peers are", peers(now));
    String refused =
        view.untouched()
            ? ""
            : card("refused", "Refused announces", refused(now.refused(), view.announces()));
    return "<div class=\"grid\">\n<div class=\"column\">\n"
        + peers
        + card("traffic", "Traffic since the start", traffic(now.traffic()))
        + "</div>\n<div class=\"column\">\n"
        + card("tracker", "This tracker", tracker(view))
        + refused
        + "</div>\n</div>\n";
  }

  private static String peers(TrackerFigures now) {
    return Bars.parts(
            "Seeds and leechers",
            List.of(
                new Part("Seeds", now.seedsV4() + now.seedsV6(), "c2"),
                new Part("Leechers", now.leechersV4() + now.leechersV6(), "c0")))
        + Bars.parts(
            "Addresses",
            List.of(
                new Part("IPv4", now.seedsV4() + now.leechersV4(), "c3"),
                new Part("IPv6", now.seedsV6() + now.leechersV6(), "c1")));
  }

  private static String card(String id, String title, String content) {
    return """
    <section class="card" aria-labelledby="%1$s">
    <h2 id="%1$s">%2$s</h2>
    %3$s</section>
    """
        .formatted(id, title, content);
  }

  private static String traffic(List<Traffic> traffic) {
    if (traffic.isEmpty()) {
      return "<p class=\"explain\">No protocol is served.</p>\n";
    }
    StringBuilder head = new StringBuilder();
    for (Traffic row : traffic) {
      head.append(
          "<th scope=\"col\">%s</th>"
              .formatted(Html.escaped(row.protocol().toUpperCase(Locale.ROOT))));
    }
    return """
    <div class="scroll" role="region" aria-labelledby="traffic" tabindex="0">
    <table>
    <thead><tr><td></td>%s</tr></thead>
    <tbody>
    %s%s%s%s</tbody>
    </table>
    </div>
    <p class="explain">Connections: ids given over UDP, connections taken over HTTP. Dropped: what\
     was malformed, proved nothing, or was too much.</p>
    """
        .formatted(
            head,
            row("Announces", traffic, Traffic::announces),
            row("Scrapes", traffic, Traffic::scrapes),
            row("Connections", traffic, Traffic::connects),
            row("Dropped", traffic, Traffic::dropped));
  }

  private static String row(String name, List<Traffic> traffic, ToLongFunction<Traffic> value) {
    StringBuilder row = new StringBuilder("<tr><th scope=\"row\">" + name + "</th>");
    for (Traffic protocol : traffic) {
      row.append("<td>").append(Numbers.grouped(value.applyAsLong(protocol))).append("</td>");
    }
    return row.append("</tr>\n").toString();
  }

  private static String refused(List<Refusals> refused, long announces) {
    long all = refused.stream().mapToLong(Refusals::count).sum();
    if (all == 0) {
      return "<p class=\"explain\">None since the start.</p>\n";
    }
    StringBuilder list = new StringBuilder();
    refused.stream()
        .filter(row -> row.count() > 0)
        .sorted(Comparator.comparingLong(Refusals::count).reversed())
        .forEach(row ->
            list.append(
                "<li><span>%s</span> <b>%s</b>%s</li>\n"
                    .formatted(
                        Html.escaped(reason(row.reason())),
                        Numbers.grouped(row.count()),
                        Bars.bar(List.of(new Part(row.reason(), row.count(), "c4")), all))));
    return """
    <p class="explain">%s since the start, %s of all announces.</p>
    <ul class="reasons">
    %s</ul>
    """
        .formatted(Numbers.grouped(all), Numbers.percent(all, announces), list);
  }

  /** A reason in words; one that this page does not know is shown as it is. */
  private static String reason(String reason) {
    return switch (reason) {
      case "torrent" -> "The torrent is not served here";
      case "address" -> "The address is not let in";
      case "client" -> "The program is not let in";
      case "passkey" -> "No such passkey";
      case "full" -> "No room for one more peer";
      case "port" -> "Nobody can listen at that port";
      default -> reason;
    };
  }

  private static String tracker(View view) {
    TrackerFigures now = view.figures();
    String interval =
        Numbers.span(now.interval())
            + (view.waits()
                ? "<span class=\"explain\">longer than usual (%s), as there is much to do</span>"
                    .formatted(Numbers.span(view.usual()))
                : "");
    String room =
        "%s of %s<span class=\"explain\">%s of the room for peers</span>%s"
            .formatted(
                Numbers.grouped(now.peers()),
                Numbers.of(now.peersLimit(), "peer", "peers"),
                Numbers.percent(now.peers(), now.peersLimit()),
                Bars.bar(List.of(new Part("peers", now.peers(), "c0")), now.peersLimit()));
    return "<dl class=\"facts\">\n"
        + fact("Memory", room)
        + fact("Interval of announces", interval)
        + fact("Shared store", store(now.store()))
        + fact("Swarms saved", ago(now.saved(), view.now()))
        + fact("Started", ago(now.since(), view.now()))
        + fact("Version", Html.escaped(now.version()))
        + "</dl>\n";
  }

  private static String fact(String name, String value) {
    return "<div><dt>%s</dt><dd>%s</dd></div>\n".formatted(name, value);
  }

  private static String store(TrackerFigures.Store store) {
    return switch (store) {
      case NONE -> "None<span class=\"explain\">all is in the memory of this tracker</span>";
      case THERE -> "<span class=\"state good\"><i></i>It answers</span>";
      case AWAY ->
          "<span class=\"state warn\"><i></i>Away</span>"
              + "<span class=\"explain\">peers are served from this tracker's own memory</span>";
    };
  }

  private static String ago(Instant then, Instant now) {
    return then.equals(Instant.EPOCH)
        ? "Never"
        : "%s ago<span class=\"explain\"><time datetime=\"%s\">%s</time></span>"
            .formatted(Numbers.span(Duration.between(then, now)), then, Numbers.date(then));
  }
}
