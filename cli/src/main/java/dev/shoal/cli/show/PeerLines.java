package dev.shoal.cli.show;

import dev.shoal.content.SafeNames;
import dev.shoal.host.PeerView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The connected peers, a line each, the busiest first. */
public final class PeerLines {
  private static final int ADDRESS = 21; // 255.255.255.255:65535
  private static final int CLIENT = 24;
  private static final int ROOMY = 64; // columns; in fewer, how it stands goes before who it is

  private static final Comparator<PeerView> BUSIEST =
      Comparator.comparingLong((PeerView peer) -> -peer.upRate() - peer.downRate())
          .thenComparing(PeerView::locator);

  private PeerLines() {}

  /** At most so many lines, each in at most so many columns; the last one counts the rest. */
  public static List<String> of(List<PeerView> peers, int most, int columns) {
    List<PeerView> sorted = peers.stream().sorted(BUSIEST).toList();
    int shown = sorted.size() <= most ? sorted.size() : Math.max(0, most - 1);
    List<String> lines = new ArrayList<>();
    for (PeerView peer : sorted.subList(0, shown)) {
      lines.add(Columns.fit(line(peer, columns >= ROOMY), columns));
    }
    if (shown < sorted.size() && most > 0) {
      lines.add("  and " + Words.count(sorted.size() - shown, "more peer"));
    }
    return lines;
  }

  private static String line(PeerView peer, boolean withClient) {
    String have = Words.fraction(peer.have());
    StringBuilder line = new StringBuilder("  ");
    line.append(Columns.pad(peer.locator().toString(), ADDRESS)).append("  ");
    if (withClient) {
      line.append(Columns.pad(SafeNames.forDisplay(peer.client()), CLIENT)).append("  ");
    }
    line.append(" ".repeat(4 - have.length())).append(have);
    if (peer.upRate() > 0) {
      line.append("  up ").append(Words.rate(peer.upRate()));
    }
    if (peer.downRate() > 0) {
      line.append("  down ").append(Words.rate(peer.downRate()));
    }
    return line.toString();
  }
}
