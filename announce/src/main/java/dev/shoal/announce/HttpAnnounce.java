package dev.shoal.announce;

import dev.shoal.base.Hash;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The queries of the HTTP tracker protocol, BEP 3, for both sides. */
public final class HttpAnnounce {
  /** The longest query that is read; a scrape of 74 torrents takes about 5,500 characters. */
  public static final int MAX_QUERY = 8 << 10;

  private static final String ANNOUNCE = "announce";

  private HttpAnnounce() {}

  /**
   * What a client asks an HTTP tracker for.
   *
   * @param request the announce
   * @param compact whether it prefers peers in a row (BEP 23)
   * @param peerIds whether it wants their ids otherwise
   */
  public record Asked(AnnounceRequest request, boolean compact, boolean peerIds) {}

  /**
   * The address to fetch for an announce: that of the tracker with what is to be said.
   *
   * @param tracker http or https; a query in it stays
   * @param trackerId what the tracker told before; empty: nothing
   */
  public static URI announce(URI tracker, AnnounceRequest request, String trackerId) {
    QueryWriter query =
        new QueryWriter()
            .add("info_hash", request.infoHash().bytes())
            .add("peer_id", request.peerId().bytes())
            .add("port", request.port())
            .add("uploaded", request.uploaded())
            .add("downloaded", request.downloaded())
            .add("left", request.left())
            .add("compact", 1)
            .add("no_peer_id", 1)
            .add("key", String.format("%08x", request.key()));
    if (request.numWant() >= 0) {
      query.add("numwant", request.numWant());
    }
    switch (request.event()) {
      case NONE -> {} // "empty is the same as not being present"
      case COMPLETED -> query.add("event", "completed");
      case STARTED -> query.add("event", "started");
      case STOPPED -> query.add("event", "stopped");
      case PAUSED -> query.add("event", "paused");
    }
    if (!trackerId.isEmpty()) {
      query.add("trackerid", trackerId);
    }
    return query.appendedTo(tracker);
  }

  /**
   * The address to fetch for a scrape (BEP 48).
   *
   * @param tracker http or https; a query in it stays
   * @return empty if the last part of its path does not begin with {@code announce}: then it is not
   *     known where to ask
   */
  public static Optional<URI> scrape(URI tracker, List<Hash> infoHashes) {
    String path = tracker.getRawPath();
    int last = path.lastIndexOf('/') + 1;
    if (!path.startsWith(ANNOUNCE, last)) {
      return Optional.empty();
    }
    String query = tracker.getRawQuery() == null ? "" : "?" + tracker.getRawQuery();
    String there =
        path.substring(0, last) + "scrape" + path.substring(last + ANNOUNCE.length()) + query;
    QueryWriter asked = new QueryWriter();
    infoHashes.forEach(hash -> asked.add("info_hash", hash.bytes()));
    String server = tracker.getScheme() + "://" + tracker.getRawAuthority();
    return Optional.of(asked.appendedTo(URI.create(server + there)));
  }

  /**
   * The announce that such a query asks for.
   *
   * @param query what stands behind the question mark, undecoded
   * @throws AnnounceException if something is missing or wrong; the words are for the peer
   */
  public static Asked parseAnnounce(String query) {
    QueryReader in = new QueryReader(query);
    AnnounceRequest request =
        new AnnounceRequest(
            in.infoHash(),
            PeerId.of(in.bytes("peer_id", PeerId.LENGTH)),
            (int) in.number("port", 0, 0xFFFF),
            in.numberOr("uploaded", 0),
            in.numberOr("downloaded", 0),
            in.numberOr("left", -1),
            event(in.textOr("event", "")),
            Math.clamp(in.numberOr("numwant", -1), -1, Integer.MAX_VALUE),
            in.textOr("key", "").hashCode());
    return new Asked(
        request,
        !in.textOr("compact", "1").equals("0"), // compact is suggested unless declined, BEP 23
        !in.textOr("no_peer_id", "0").equals("1"));
  }

  /**
   * The torrents that such a query asks about (BEP 48), 1 to {@link UdpRequest.Scrape#MAX_HASHES}.
   *
   * @throws AnnounceException if there are none, or too many: nobody gets a list of all
   */
  public static List<Hash> parseScrape(String query) {
    List<Hash> hashes = new QueryReader(query).infoHashes();
    if (hashes.isEmpty() || hashes.size() > UdpRequest.Scrape.MAX_HASHES) {
      throw new AnnounceException("a scrape of " + hashes.size() + " torrents");
    }
    return hashes;
  }

  private static AnnounceRequest.Event event(String name) {
    return switch (name) {
      case "started" -> AnnounceRequest.Event.STARTED;
      case "completed" -> AnnounceRequest.Event.COMPLETED;
      case "stopped" -> AnnounceRequest.Event.STOPPED;
      case "paused" -> AnnounceRequest.Event.PAUSED;
      default -> AnnounceRequest.Event.NONE; // and what may come
    };
  }
}
