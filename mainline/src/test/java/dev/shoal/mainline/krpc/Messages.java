package dev.shoal.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.BencodeLimits;
import dev.shoal.bencode.Bencoded;
import dev.shoal.bencode.Bencoded.BDict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A message of each kind, as objects and as bytes, and how to compare and to spoil them. */
final class Messages {
  /** The ids of BEP 5's examples. */
  static final NodeId ABC = id("abcdefghij0123456789");

  static final NodeId MNO = id("mnopqrstuvwxyz123456");

  static final Locator.Ip V4 = locator("203.0.113.9", 6881);
  static final Locator.Ip V6 = locator("2001:db8::9", 51413);
  static final List<Contact> NODES = List.of(new Contact(ABC, V4), new Contact(MNO, V6));
  static final byte[] AA = latin("aa");
  static final byte[] TOKEN = latin("aoeusnth");
  static final Item IMMUTABLE = Item.of(latin("12:Hello World!"));
  static final Item SIGNED =
      new Item(
          latin("d1:ali1ei-2eee"),
          Optional.of(new Item.Signed(filled(32, 7), latin("foobar"), -4, filled(64, 9))));

  private Messages() {}

  static byte[] latin(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static NodeId id(String text) {
    return NodeId.of(latin(text));
  }

  static byte[] filled(int length, int with) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }

  static Locator.Ip locator(String literal, int port) {
    return new Locator.Ip(address(literal), port);
  }

  static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static List<Question> questions() {
    Want both = new Want(true, true);
    return List.of(
        new Question.Ping(),
        new Question.FindNode(MNO, Want.UNSAID),
        new Question.FindNode(MNO, both),
        new Question.GetPeers(MNO, Want.family(true), true, true),
        new Question.GetPeers(MNO, Want.UNSAID, false, false),
        new Question.AnnouncePeer(MNO, 6881, false, TOKEN, true),
        new Question.AnnouncePeer(MNO, 0, true, TOKEN, false),
        new Question.Get(MNO, Want.family(false), OptionalLong.empty()),
        new Question.Get(MNO, Want.UNSAID, OptionalLong.of(Long.MAX_VALUE)),
        new Question.Put(IMMUTABLE, TOKEN, OptionalLong.empty()),
        new Question.Put(SIGNED, TOKEN, OptionalLong.of(Long.MIN_VALUE)),
        new Question.SampleInfohashes(MNO, both),
        new Question.Recurse(Long.MIN_VALUE, MNO, 255, true, TOKEN),
        new Question.Recursed(
            -1,
            NODES,
            List.of(V4, V6),
            List.of(new Question.Hop(NODES.get(0), 0), new Question.Hop(NODES.get(1), 0xFFFF))),
        new Question.Unknown("vote", Optional.of(MNO), both),
        new Question.Unknown("vote", Optional.empty(), Want.UNSAID));
  }

  static List<Answer> answers() {
    Answer plain = Answer.of(ABC);
    AddressFilter seeds = new AddressFilter();
    seeds.add(V4.address());
    AddressFilter peers = new AddressFilter();
    peers.add(V6.address());
    Item unsalted =
        new Item(
            SIGNED.value(),
            SIGNED.signed().map(by -> new Item.Signed(by.key(), new byte[0], 4, by.signature())));
    return List.of(
        plain,
        plain.permitting(TOKEN),
        plain.with(NODES, TOKEN),
        plain.withPeers(List.of(V4, V6), Optional.empty()),
        plain
            .with(NODES, TOKEN)
            .withPeers(List.of(V4), Optional.of(new Answer.Scrape(seeds, peers))),
        plain.with(new Answer.Stored(Optional.of(IMMUTABLE), OptionalLong.empty())),
        plain.with(new Answer.Stored(Optional.of(unsalted), OptionalLong.of(4))),
        plain.with(new Answer.Stored(Optional.empty(), OptionalLong.of(4))),
        plain.with(new Answer.Sample(List.of(ABC, MNO), Integer.MAX_VALUE, 21_600)),
        plain.with(new Answer.Sample(List.of(), 0, 0)));
  }

  static List<Krpc> all() {
    List<Krpc> all = new ArrayList<>();
    for (Question question : questions()) {
      boolean relays =
          question instanceof Question.Ping
              || question instanceof Question.FindNode
              || question instanceof Question.GetPeers; // only these ask for a permit
      boolean readOnly = all.size() % 2 == 1;
      all.add(new Krpc.Query(AA, ABC, readOnly, relays, question));
    }
    List<Optional<Locator.Ip>> seen = List.of(Optional.empty(), Optional.of(V4), Optional.of(V6));
    for (Answer answer : answers()) {
      all.add(new Krpc.Reply(filled(32, 0xFF), answer, seen.get(all.size() % 3)));
    }
    all.add(new Krpc.Failure(latin("a"), Krpc.Failure.GENERIC, "A Generic Error Ocurred"));
    all.add(new Krpc.Failure(AA, -1, ""));
    return all;
  }

  static byte[] written(Krpc message) {
    ByteBuffer bytes = KrpcWriter.write(message);
    byte[] all = new byte[bytes.remaining()];
    bytes.get(all);
    return all;
  }

  static Krpc read(byte[] bytes) {
    return KrpcReader.read(ByteBuffer.wrap(bytes));
  }

  /** The message of bytes that are written as text, a character each. */
  static Krpc read(String latin) {
    return read(latin(latin));
  }

  static Question question(String latin) {
    return ((Krpc.Query) read(latin)).question();
  }

  static Answer answer(String latin) {
    return ((Krpc.Reply) read(latin)).answer();
  }

  /** Records with arrays in them are no more equal than the arrays: this looks into both. */
  static void assertSame(Object one, Object other) {
    assertThat(one).usingRecursiveComparison().withStrictTypeChecking().isEqualTo(other);
  }

  static BDict tree(byte[] message) {
    return Bencode.decodeDict(message, BencodeLimits.message(Krpc.MAX_ITEM_LENGTH));
  }

  /** A dictionary in which one key has another value, or is missing. */
  static BDict with(BDict dict, String key, Optional<Bencoded> value) {
    Bencoded.DictBuilder changed = Bencoded.dict();
    for (Bencoded.BString each : dict.keys()) {
      if (!each.asText().equals(key)) {
        changed.put(each, dict.get(each).orElseThrow());
      }
    }
    value.ifPresent(it -> changed.put(key, it));
    return changed.build();
  }

  /** The same, in the arguments {@code a} or the answer {@code r} of a message. */
  static byte[] with(byte[] message, String part, String key, Optional<Bencoded> value) {
    BDict all = tree(message);
    BDict changed = with(all.dict(part).orElseThrow(), key, value);
    return Bencode.encode(with(all, part, Optional.of(changed)));
  }
}
