package dev.shoal.announce;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.BencodeException;
import dev.shoal.bencode.BencodeLimits;
import dev.shoal.bencode.Bencoded;
import dev.shoal.bencode.Bencoded.BDict;
import dev.shoal.bencode.Bencoded.BInteger;
import dev.shoal.bencode.Bencoded.BList;
import dev.shoal.bencode.Bencoded.BString;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The bodies of the HTTP tracker protocol: dictionaries of BEP 3, 7, 23, 24, 31 and 48. */
public final class HttpAnswer {
  /** The largest body that is read: some thousand peers, more than anybody dials. */
  public static final int MAX_BODY = 256 << 10;

  // Some trackers do not sort their keys, and nothing is hashed here.
  private static final BencodeLimits LIMITS =
      BencodeLimits.message(MAX_BODY).allowingUnsortedKeys();

  private HttpAnswer() {}

  /** How peers are written. */
  public enum Form {
    /** In a row (BEP 23). */
    COMPACT,
    /** As dictionaries (BEP 3). */
    DICTIONARIES,
    /** As dictionaries without their ids, as {@code no_peer_id} asks for. */
    WITHOUT_IDS
  }

  /**
   * The reply that this body is. What follows the dictionary does not count, as files that are
   * served for one (BEP 31) end with a new line.
   *
   * @throws AnnounceException if it is none
   */
  public static TrackerReply decode(byte[] body) {
    BDict dict = dict(body);
    Optional<String> failure = dict.text("failure reason");
    if (failure.isPresent()) {
      return new TrackerReply.Failure(SafeText.of(failure.get()), retry(dict));
    }
    long interval =
        dict.integer("interval").orElseThrow(() -> new AnnounceException("no interval"));
    return new TrackerReply.Answer(
        seconds(interval),
        seconds(dict.integer("min interval").orElse(0)),
        count(dict.integer("complete").orElse(-1)),
        count(dict.integer("incomplete").orElse(-1)),
        peers(dict),
        dict.text("warning message").map(SafeText::of),
        dict.string("external ip").flatMap(HttpAnswer::packedAddress),
        dict.string("tracker id").map(HttpAnswer::latin1).orElse(""));
  }

  /** The body of a reply. */
  public static byte[] encode(TrackerReply reply, Form form) {
    Bencoded.DictBuilder dict = Bencoded.dict();
    switch (reply) {
      case TrackerReply.Failure(String reason, TrackerReply.Retry retry) -> {
        dict.put("failure reason", reason);
        switch (retry) {
          case TrackerReply.Retry.Unsaid() -> {}
          case TrackerReply.Retry.After(int minutes) ->
              dict.put("retry in", Integer.toString(minutes));
          case TrackerReply.Retry.Never() -> dict.put("retry in", "never");
        }
      }
      case TrackerReply.Answer answer -> {
        dict.put("interval", answer.interval());
        putIfSaid(dict, "min interval", answer.minInterval(), 1);
        putIfSaid(dict, "complete", answer.seeds(), 0);
        putIfSaid(dict, "incomplete", answer.leechers(), 0);
        answer.warning().ifPresent(warning -> dict.put("warning message", warning));
        answer.externalIp().ifPresent(ip -> dict.put("external ip", ip.getAddress()));
        if (!answer.trackerId().isEmpty()) {
          dict.put("tracker id", answer.trackerId().getBytes(StandardCharsets.ISO_8859_1));
        }
        put(dict, answer.peers(), form);
      }
    }
    return Bencode.encode(dict.build());
  }

  /** The body that answers a scrape (BEP 48). */
  public static byte[] encodeScrape(SortedMap<Hash, Scrape> swarms) {
    Bencoded.DictBuilder files = Bencoded.dict();
    swarms.forEach((hash, scrape) ->
        files.put(
            Bencoded.of(hash.bytes()),
            Bencoded.dict()
                .put("complete", scrape.seeds())
                .put("downloaded", scrape.completed())
                .put("downloaders", scrape.downloaders()) // BEP 21
                .put("incomplete", scrape.leechers())
                .build()));
    return Bencode.encode(Bencoded.dict().put("files", files.build()).build());
  }

  /**
   * How the swarms stand that this body, which answers a scrape, tells of (BEP 48). Numbers that
   * are missing count as nought.
   *
   * @throws AnnounceException if it is none, or refuses
   */
  public static SortedMap<Hash, Scrape> decodeScrape(byte[] body) {
    BDict dict = dict(body);
    Optional<String> failure = dict.text("failure reason");
    if (failure.isPresent()) {
      throw new AnnounceException(SafeText.of(failure.get()));
    }
    BDict files = dict.dict("files").orElseThrow(() -> new AnnounceException("no files"));
    SortedMap<Hash, Scrape> swarms = new TreeMap<>();
    for (BString key : files.keys()) {
      if (key.length() == Hash.SHA1_LENGTH && files.get(key).orElseThrow() instanceof BDict swarm) {
        swarms.put(
            Hash.of(key.bytes()),
            new Scrape(
                known(swarm, "complete"),
                known(swarm, "downloaded"),
                known(swarm, "incomplete"),
                known(swarm, swarm.get("downloaders").isPresent() ? "downloaders" : "incomplete")));
      }
    }
    return swarms;
  }

  private static int known(BDict swarm, String key) {
    return Math.max(0, count(swarm.integer(key).orElse(0)));
  }

  private static BDict dict(byte[] body) {
    try {
      if (Bencode.decodePrefix(body, LIMITS).value() instanceof BDict dict) {
        return dict;
      }
    } catch (BencodeException e) {
      throw new AnnounceException("not a tracker's answer: " + e.getMessage(), e);
    }
    throw new AnnounceException("not a tracker's answer: not a dictionary");
  }

  /** BEP 31 writes minutes as a string; some write a number. What is neither is not said. */
  private static TrackerReply.Retry retry(BDict dict) {
    String said =
        switch (dict.get("retry in").orElse(Bencoded.of(""))) {
          case BString text -> text.asText();
          case BInteger(long minutes) -> Long.toString(minutes);
          case BList _, BDict _ -> "";
        };
    if (said.equals("never")) {
      return new TrackerReply.Retry.Never();
    }
    return said.matches("[1-9][0-9]{0,5}")
        ? new TrackerReply.Retry.After(Integer.parseInt(said))
        : new TrackerReply.Retry.Unsaid();
  }

  private static List<TrackerReply.Peer> peers(BDict dict) {
    List<TrackerReply.Peer> peers = new ArrayList<>();
    dict.get("peers")
        .ifPresent(value -> {
          switch (value) {
            case BString row -> peers.addAll(row(row, false));
            case BList list -> list.items().forEach(item -> peer(item).ifPresent(peers::add));
            case BInteger _, BDict _ -> throw new AnnounceException("peers of no known form");
          }
        });
    dict.string("peers6").ifPresent(row -> peers.addAll(row(row, true)));
    return peers;
  }

  private static List<TrackerReply.Peer> row(BString row, boolean v6) {
    if (row.length() % CompactPeers.stride(v6) != 0) {
      throw new AnnounceException("peers in a row of " + row.length() + " bytes");
    }
    return CompactPeers.decode(row.buffer(), v6);
  }

  /** A peer, if it is named by an address; host names from strangers are not looked up. */
  private static Optional<TrackerReply.Peer> peer(Bencoded item) {
    if (!(item instanceof BDict dict)) {
      throw new AnnounceException("a peer that is not a dictionary");
    }
    long port = dict.integer("port").orElse(0);
    if (port < 1 || port > 0xFFFF) {
      return Optional.empty();
    }
    Optional<PeerId> id =
        dict.string("peer id")
            .filter(bytes -> bytes.length() == PeerId.LENGTH)
            .map(bytes -> PeerId.of(bytes.bytes()));
    return dict.text("ip")
        .flatMap(HttpAnswer::writtenAddress)
        .map(ip -> new TrackerReply.Peer(new Locator.Ip(ip, (int) port), id));
  }

  private static Optional<InetAddress> writtenAddress(String text) {
    try {
      return text.indexOf('%') >= 0 // the name of an interface there means nothing here
          ? Optional.empty()
          : Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException aName) {
      return Optional.empty();
    }
  }

  private static Optional<InetAddress> packedAddress(BString packed) {
    return packed.length() == 4 || packed.length() == 16
        ? Optional.of(CompactPeers.address(packed.bytes()))
        : Optional.empty();
  }

  private static void put(Bencoded.DictBuilder dict, List<TrackerReply.Peer> peers, Form form) {
    if (form == Form.COMPACT) {
      dict.put("peers", CompactPeers.encode(peers, false));
      byte[] v6 = CompactPeers.encode(peers, true);
      if (v6.length > 0) {
        dict.put("peers6", v6);
      }
      return;
    }
    List<Bencoded> items = new ArrayList<>(peers.size());
    for (TrackerReply.Peer peer : peers) {
      Bencoded.DictBuilder item =
          Bencoded.dict()
              .put("ip", written(peer.locator().address()))
              .put("port", peer.locator().port());
      if (form == Form.DICTIONARIES) {
        peer.id().ifPresent(id -> item.put("peer id", id.bytes()));
      }
      items.add(item.build());
    }
    dict.put("peers", new BList(items));
  }

  /** The address without the name of an interface, which means nothing elsewhere. */
  private static String written(InetAddress address) {
    return address.getHostAddress().split("%", 2)[0];
  }

  private static void putIfSaid(Bencoded.DictBuilder dict, String key, int value, int least) {
    if (value >= least) {
      dict.put(key, value);
    }
  }

  private static int seconds(long value) {
    if (value < 0) {
      throw new AnnounceException("an interval of " + value + " seconds");
    }
    return (int) Math.min(value, Integer.MAX_VALUE);
  }

  private static int count(long value) {
    return Math.clamp(value, -1, Integer.MAX_VALUE);
  }

  private static String latin1(BString bytes) {
    return new String(bytes.bytes(), StandardCharsets.ISO_8859_1);
  }
}
