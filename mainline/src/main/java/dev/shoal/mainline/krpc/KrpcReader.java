package dev.shoal.mainline.krpc;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.BencodeException;
import dev.shoal.bencode.BencodeLimits;
import dev.shoal.bencode.Bencoded;
import dev.shoal.bencode.Bencoded.BDict;
import dev.shoal.bencode.Bencoded.BInteger;
import dev.shoal.bencode.Bencoded.BString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads messages from the bytes of a datagram. Pure; any thread. */
public final class KrpcReader {
  /** Longer ones are cut off by the socket. */
  private static final int MAX_LENGTH = 2048;

  /** Keys out of order are met in the wild, and do no harm here. */
  private static final BencodeLimits LIMITS =
      BencodeLimits.message(MAX_LENGTH).allowingUnsortedKeys();

  private static final int MAX_TOKEN = 128; // those in use have 4 to 20 bytes
  private static final int MAX_TEXT = 200;
  private static final int MAX_PEERS = 200; // of one answer: 1024 bytes hold fewer
  private static final int MAX_PATH = 40;

  private KrpcReader() {}

  /**
   * The message that these bytes are.
   *
   * @throws KrpcException if they are none, or one that lacks what its method needs
   */
  public static Krpc read(ByteBuffer datagram) {
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    BDict dict = dict(bytes);
    byte[] transaction =
        dict.string("t")
            .map(BString::bytes)
            .filter(t -> t.length > 0 && t.length <= Krpc.MAX_TRANSACTION)
            .orElseThrow(() -> new KrpcException("no transaction", Optional.empty()));
    return switch (dict.text("y").orElse("")) {
      case "q" -> query(dict, transaction);
      case "r" -> reply(dict, transaction);
      case "e" -> failure(dict, transaction);
      default -> throw new KrpcException("neither a question nor an answer", Optional.empty());
    };
  }

  private static BDict dict(byte[] bytes) {
    try {
      return Bencode.decodeDict(bytes, LIMITS);
    } catch (BencodeException broken) {
      throw new KrpcException("no bencode", Optional.empty());
    }
  }

  private static Krpc query(BDict dict, byte[] transaction) {
    Fields in =
        new Fields(
            dict.dict("a").orElseGet(() -> Bencoded.dict().build()), Optional.of(transaction));
    boolean readOnly = dict.integer("ro").orElse(0) == 1;
    Question question = question(dict.text("q").orElse(""), in);
    return new Krpc.Query(transaction, in.id("id"), readOnly, in.flag("rp"), question);
  }

  private static Question question(String method, Fields in) {
    return switch (method) {
      case "ping" -> new Question.Ping();
      case "find_node" -> new Question.FindNode(in.id("target"), in.want());
      case "get_peers" ->
          new Question.GetPeers(
              in.id("info_hash"), in.want(), in.flag("noseed"), in.flag("scrape"));
      case "announce_peer" ->
          new Question.AnnouncePeer(
              in.id("info_hash"),
              in.port(),
              in.flag("implied_port"),
              in.string("token", 0, MAX_TOKEN),
              in.flag("seed"));
      case "get" -> new Question.Get(in.id("target"), in.want(), in.dict.integer("seq"));
      case "put" ->
          new Question.Put(in.item(), in.string("token", 0, MAX_TOKEN), in.dict.integer("cas"));
      case "sample_infohashes" -> new Question.SampleInfohashes(in.id("target"), in.want());
      case "recurse" ->
          new Question.Recurse(
              in.number(),
              in.id("target"),
              (int) in.integer("hops", 0, 255),
              in.flag("peers"),
              in.string("permit", 1, MAX_TOKEN));
      case "recursed" -> new Question.Recursed(in.number(), in.nodes(), in.peers(), in.path());
      default ->
          new Question.Unknown(
              method.length() > MAX_TEXT ? "" : method,
              in.optionalId("target").or(() -> in.optionalId("info_hash")),
              in.want());
    };
  }

  private static Krpc reply(BDict dict, byte[] transaction) {
    Fields in =
        new Fields(
            dict.dict("r").orElseThrow(() -> new KrpcException("no answer", Optional.empty())),
            Optional.empty());
    Optional<Answer.Sample> sample =
        in.dict
            .string("samples")
            .map(hashes ->
                new Answer.Sample(
                    ids(hashes.buffer()),
                    Math.clamp(in.dict.integer("num").orElse(0), 0, Integer.MAX_VALUE),
                    Math.clamp(
                        in.dict.integer("interval").orElse(0),
                        0,
                        Answer.Sample.MAX_INTERVAL_SECONDS)));
    Answer answer =
        new Answer(
            in.id("id"),
            in.nodes(),
            in.peers(),
            in.optional("token", MAX_TOKEN),
            in.stored(),
            sample,
            in.scrape(),
            in.optional("rp", MAX_TOKEN));
    return new Krpc.Reply(transaction, answer, dict.string("ip").flatMap(KrpcReader::seenAs));
  }

  private static Optional<Locator.Ip> seenAs(BString ip) {
    boolean v6 = ip.length() == CompactNodes.stride(true);
    return v6 || ip.length() == CompactNodes.stride(false)
        ? Optional.of(CompactNodes.locator(ip.buffer(), v6))
        : Optional.empty();
  }

  private static Krpc failure(BDict dict, byte[] transaction) {
    List<Bencoded> parts = dict.list("e").map(Bencoded.BList::items).orElse(List.of());
    int code = parts.size() > 0 && parts.get(0) instanceof BInteger(long it) ? (int) it : 0;
    String text = parts.size() > 1 && parts.get(1) instanceof BString it ? it.asText() : "";
    return new Krpc.Failure(
        transaction, code, text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text);
  }

  private static List<NodeId> ids(ByteBuffer in) {
    List<NodeId> ids = new ArrayList<>(in.remaining() / Krpc.ID_LENGTH);
    while (in.remaining() >= Krpc.ID_LENGTH) {
      byte[] id = new byte[Krpc.ID_LENGTH];
      in.get(id);
      ids.add(NodeId.of(id));
    }
    return ids;
  }

  /** The parts of an answer or the arguments of a question. */
  private record Fields(BDict dict, Optional<byte[]> query) {
    KrpcException wrong(String what) {
      return new KrpcException("no proper " + what, query);
    }

    NodeId id(String key) {
      return optionalId(key).orElseThrow(() -> wrong(key));
    }

    Optional<NodeId> optionalId(String key) {
      return dict.string(key)
          .filter(id -> id.length() == Krpc.ID_LENGTH)
          .map(id -> NodeId.of(id.bytes()));
    }

    byte[] string(String key, int min, int max) {
      return dict.string(key)
          .filter(it -> it.length() >= min && it.length() <= max)
          .map(BString::bytes)
          .orElseThrow(() -> wrong(key));
    }

    /** None if it is missing or too long. */
    byte[] optional(String key, int max) {
      return dict.string(key)
          .filter(it -> it.length() <= max)
          .map(BString::bytes)
          .orElse(new byte[0]);
    }

    boolean flag(String key) {
      return dict.integer(key).orElse(0) == 1;
    }

    long integer(String key, long min, long max) {
      OptionalLong value = dict.integer(key);
      if (value.isEmpty() || value.getAsLong() < min || value.getAsLong() > max) {
        throw wrong(key);
      }
      return value.getAsLong();
    }

    /** It may be missing where the implied one counts (BEP 5). */
    int port() {
      return flag("implied_port") ? 0 : (int) integer("port", 1, 0xFFFF);
    }

    long number() {
      return ByteBuffer.wrap(string("number", Long.BYTES, Long.BYTES)).getLong();
    }

    Want want() {
      List<Bencoded> wanted = dict.list("want").map(Bencoded.BList::items).orElse(List.of());
      return new Want(wanted.contains(Bencoded.of("n4")), wanted.contains(Bencoded.of("n6")));
    }

    List<Contact> nodes() {
      List<Contact> nodes = new ArrayList<>();
      dict.string("nodes").ifPresent(it -> nodes.addAll(CompactNodes.nodes(it.buffer(), false)));
      dict.string("nodes6").ifPresent(it -> nodes.addAll(CompactNodes.nodes(it.buffer(), true)));
      return nodes;
    }

    List<Locator.Ip> peers() {
      List<Locator.Ip> peers = new ArrayList<>();
      for (Bencoded value : dict.list("values").map(Bencoded.BList::items).orElse(List.of())) {
        if (value instanceof BString peer && peers.size() < MAX_PEERS) {
          seenAs(peer).filter(it -> it.port() != 0).ifPresent(peers::add);
        }
      }
      return peers;
    }

    List<Question.Hop> path() {
      List<Question.Hop> path = new ArrayList<>();
      for (Bencoded value : dict.list("path").map(Bencoded.BList::items).orElse(List.of())) {
        if (value instanceof BString hop && path.size() < MAX_PATH) {
          boolean v6 = hop.length() == Krpc.ID_LENGTH + CompactNodes.stride(true) + Short.BYTES;
          if (!v6 && hop.length() != Krpc.ID_LENGTH + CompactNodes.stride(false) + Short.BYTES) {
            throw wrong("path");
          }
          ByteBuffer in = hop.buffer();
          Contact node = CompactNodes.node(in, v6);
          path.add(new Question.Hop(node, Short.toUnsignedInt(in.getShort())));
        }
      }
      return path;
    }

    Item item() {
      byte[] value = value().orElseThrow(() -> wrong("v"));
      return dict.string("k").isEmpty()
          ? Item.of(value)
          : new Item(
              value,
              Optional.of(
                  new Item.Signed(
                      string("k", Ed25519.KEY_LENGTH, Ed25519.KEY_LENGTH),
                      optional("salt", MAX_LENGTH),
                      integer("seq", Long.MIN_VALUE, Long.MAX_VALUE),
                      string("sig", Ed25519.SIGNATURE_LENGTH, Ed25519.SIGNATURE_LENGTH))));
    }

    private Optional<byte[]> value() {
      return dict.get("v").map(Bencode::encode);
    }

    /** The salt is not said again: who asked knows it (BEP 44). */
    Answer.Stored stored() {
      OptionalLong sequence = dict.integer("seq");
      Optional<Item> item = value().map(Item::of);
      boolean signed = dict.string("k").isPresent() && dict.string("sig").isPresent();
      if (item.isPresent() && signed && sequence.isPresent()) {
        Item.Signed by =
            new Item.Signed(
                optional("k", Ed25519.KEY_LENGTH),
                new byte[0],
                sequence.getAsLong(),
                optional("sig", Ed25519.SIGNATURE_LENGTH));
        item = Optional.of(new Item(item.get().value(), Optional.of(by)));
      }
      return item.isEmpty() && sequence.isEmpty()
          ? Answer.Stored.NOTHING
          : new Answer.Stored(item, sequence);
    }

    Optional<Answer.Scrape> scrape() {
      Optional<AddressFilter> seeds = filter("BFsd");
      Optional<AddressFilter> peers = filter("BFpe");
      return seeds.isEmpty() && peers.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Answer.Scrape(
                  seeds.orElseGet(AddressFilter::new), peers.orElseGet(AddressFilter::new)));
    }

    private Optional<AddressFilter> filter(String key) {
      return dict.string(key)
          .filter(it -> it.length() == AddressFilter.LENGTH)
          .map(it -> AddressFilter.of(it.bytes()));
    }
  }
}
