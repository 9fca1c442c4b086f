package dev.shoal.cli.command;

import dev.shoal.base.Bytes;
import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import dev.shoal.bittorrent.metainfo.Magnet;
import dev.shoal.cli.report.JsonLine;
import dev.shoal.cli.show.Columns;
import dev.shoal.cli.show.Words;
import dev.shoal.content.SafeNames;
import dev.shoal.host.Found;
import dev.shoal.node.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What the others on this network answered, a content at a time, the best peer of each first. */
record Finds(List<List<Found>> contents) {
  /** Answers are held back a tenth of a second at most, and it is asked twice within a half. */
  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private static final int NAME = 36;
  private static final int SIZE = 11;
  private static final int MOST_PEERS = 8; // of a link: it is to fit into a line
  private static final double NANOS_A_MILLI = 1e6;

  /**
   * Asks.
   *
   * @throws Problem of kind NO_PEERS if nobody has it
   */
  static Finds of(Node node, List<String> words) {
    Map<Hash, List<Found>> byContent = new LinkedHashMap<>();
    for (Found found : node.find(words, PATIENCE)) {
      byContent.computeIfAbsent(found.content(), hash -> new ArrayList<>()).add(found);
    }
    if (byContent.isEmpty()) {
      throw new Problem(
          Problem.Kind.NO_PEERS,
          "nobody on this network offers a file of that name",
          "who has it lets others find it by   shoal share PATH --findable");
    }
    return new Finds(List.copyOf(byContent.values()));
  }

  /** The link by which a content is got from those who answered, the best of them first. */
  static String link(List<Found> peers) {
    Found best = peers.getFirst();
    return new Magnet(
            best.content(),
            Optional.of(best.name()),
            OptionalLong.of(best.bytes()),
            List.of(),
            peers.stream().limit(MOST_PEERS).map(it -> Magnet.Peer.of(it.peer())).toList(),
            List.of(),
            List.of())
        .format();
  }

  /** A content in one line of a terminal. */
  static String line(List<Found> peers) {
    Found best = peers.getFirst();
    String file = best.file().isEmpty() ? "" : " (" + SafeNames.forDisplay(best.file()) + ")";
    return Columns.pad(SafeNames.forDisplay(best.name()) + file, NAME)
        + " "
        + Columns.pad(Bytes.format(best.bytes()), SIZE)
        + Words.count(peers.size(), "peer")
        + "; best "
        + best.peer()
        + ", "
        + "%.1f ms, ".formatted(best.roundTripNanos() / NANOS_A_MILLI)
        + (best.load() == 0 ? "idle" : "busy with " + best.load());
  }

  /** One answer as an event. */
  static String json(Found found, long now) {
    return JsonLine.event("found", now)
        .with("name", found.name())
        .with("file", found.file())
        .with("bytes", found.bytes())
        .with("infoHash", found.content().hex())
        .with("address", found.peer().toString())
        .with("roundTripMicros", found.roundTripNanos() / 1000)
        .with("load", found.load())
        .with("magnet", link(List.of(found)))
        .end();
  }
}
