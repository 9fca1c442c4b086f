package dev.shoal.cli.show;

import dev.shoal.base.Bytes;
import dev.shoal.host.Progress;
import java.util.ArrayList;
import java.util.List;

/** How a transfer stands, in one line of a terminal. */
public final class ProgressLine {
  private static final int MAX_BAR = 40;
  private static final int MIN_BAR = 10; // a shorter bar says less than the percentage before it

  private ProgressLine() {}

  /**
   * What is known beside the progress itself.
   *
   * @param name what is transferred, safe to show; empty while not known
   * @param trackers how many are asked
   * @param answered how many of them have answered
   * @param waitedMillis since somebody was connected, or since the start
   */
  public record Beside(String name, int trackers, int answered, long waitedMillis) {}

  /** The line, in at most so many columns. */
  public static String of(Progress progress, Beside beside, int columns) {
    String line =
        switch (progress.phase()) {
          case CHECKING ->
              progress.total() == 0
                  ? "checking …"
                  : of("checking", progress.done(), progress.total(), 0, columns);
          case FINDING_PEERS -> looking(progress, beside, columns);
          case FETCHING_METADATA ->
              "fetching metadata from "
                  + Words.count(progress.peers(), "peer")
                  + " …  "
                  + Words.time(beside.waitedMillis());
          case DOWNLOADING ->
              measured("", downloading(progress), part(progress.done(), progress.total()), columns);
          case SEEDING -> shortened(seeding(progress, beside), columns);
          case STOPPED -> "stopping …";
        };
    return Columns.fit(line, columns);
  }

  /**
   * A piece of work on the disk, in at most so many columns.
   *
   * @param rate bytes a second; 0 to leave it out
   */
  public static String of(String work, long done, long total, long rate, int columns) {
    List<String> parts = new ArrayList<>(List.of(done(done, total)));
    if (rate > 0) {
      parts.add(Words.rate(rate));
    }
    return Columns.fit(measured(work + " ", parts, part(done, total), columns), columns);
  }

  private static String looking(Progress progress, Beside beside, int columns) {
    String line = looking(progress, beside);
    return Columns.of(line) <= columns
        ? line
        : "looking for peers  " + Words.time(beside.waitedMillis());
  }

  private static String looking(Progress progress, Beside beside) {
    StringBuilder line = new StringBuilder("looking for peers: ");
    if (beside.trackers() > 0) {
      line.append(beside.answered())
          .append(" of ")
          .append(Words.count(beside.trackers(), "tracker"));
      line.append(" answered, ");
    }
    line.append(
        progress.candidates() == 1
            ? "1 address known"
            : progress.candidates() + " addresses known");
    line.append("  ").append(Words.time(beside.waitedMillis()));
    if (progress.done() > 0) {
      line.append("  (").append(Words.percent(progress.done(), progress.total())).append(" here)");
    }
    return line.toString();
  }

  private static List<String> downloading(Progress progress) {
    List<String> parts = new ArrayList<>();
    parts.add(done(progress.done(), progress.total()));
    parts.add(Words.rate(progress.downRate()));
    long eta = progress.etaMillis();
    parts.add(eta < 0 ? "waiting" : "ETA " + Words.time(eta));
    parts.add(peers(progress));
    if (progress.upRate() > 0) {
      parts.add("up " + Words.rate(progress.upRate()));
    }
    return parts;
  }

  private static List<String> seeding(Progress progress, Beside beside) {
    List<String> parts = new ArrayList<>();
    parts.add("sharing " + (beside.name().isEmpty() ? "" : Columns.fit(beside.name(), 30)).strip());
    parts.add(Words.count(progress.peers(), "peer"));
    if (progress.upRate() > 0) {
      parts.add("up " + Words.rate(progress.upRate()));
    }
    if (progress.copies() > 0) {
      parts.add(progress.copies() == 1 ? "1 full copy" : progress.copies() + " full copies");
    }
    if (progress.uploaded() > 0) {
      parts.add("sent " + Bytes.format(progress.uploaded()));
    }
    parts.add(Bytes.format(progress.total()) + " in all");
    return parts;
  }

  /** The parts, without the last ones that have no room as a whole. */
  private static String shortened(List<String> parts, int columns) {
    int shown = parts.size();
    while (shown > 1 && width("", parts.subList(0, shown)) - 2 > columns) {
      shown--;
    }
    return String.join("  ", parts.subList(0, shown));
  }

  private static String done(long done, long total) {
    return Bytes.format(done) + " of " + Bytes.format(total);
  }

  private static double part(long done, long total) {
    return total <= 0 ? 0 : Math.clamp((double) done / total, 0, 1);
  }

  private static String peers(Progress progress) {
    String seeds = progress.seeds() > 0 ? " (" + Words.count(progress.seeds(), "seed") + ")" : "";
    return Words.count(progress.peers(), "peer") + seeds;
  }

  /**
   * A line of a percentage, a bar if there is room, and parts, of which the last ones go first; it
   * may be too long only by its first part.
   *
   * @param part how much is done, 0 to 1
   */
  public static String measured(String before, List<String> parts, double part, int columns) {
    String percent = Words.fraction(part);
    String head = before + " ".repeat(4 - percent.length()) + percent;
    int shown = parts.size();
    while (shown > 1 && width(head, parts.subList(0, shown)) > columns) {
      shown--;
    }
    List<String> rest = parts.subList(0, shown);
    int room = columns - width(head, rest) - " []".length();
    String bar = room < MIN_BAR ? "" : " " + bar(part, Math.min(room, MAX_BAR));
    return head + bar + "  " + String.join("  ", rest);
  }

  private static int width(String head, List<String> parts) {
    return Columns.of(head + "  " + String.join("  ", parts));
  }

  private static String bar(double part, int cells) {
    int full = (int) (part * cells);
    String tip = full < cells && full > 0 ? ">" : "";
    return "[" + "=".repeat(full - tip.length()) + tip + " ".repeat(cells - full) + "]";
  }
}
