package dev.shoal.mainline.krpc;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One message of each sort. */
final class Messages {
  static final byte[] AA = ascii("aa");
  static final NodeId ASKS = NodeId.of(ascii("abcdefghij0123456789"));
  static final NodeId ANSWERS = NodeId.of(ascii("mnopqrstuvwxyz123456"));
  static final Locator.Ip V4 = new Locator.Ip(InetAddress.ofLiteral("192.0.2.7"), 6881);
  static final Locator.Ip V6 = new Locator.Ip(InetAddress.ofLiteral("2001:db8::7"), 6882);
  static final Item IMMUTABLE = Item.of(ascii("12:Hello World!"));
  static final Item MUTABLE =
      new Item(
          ascii("12:Hello World!"),
          Optional.of(new Item.Signed(new byte[32], ascii("foobar"), 4, new byte[64])));

  private Messages() {}

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static Krpc read(String text) {
    return KrpcReader.read(ByteBuffer.wrap(ascii(text)));
  }

  static String written(Krpc message) {
    return StandardCharsets.ISO_8859_1.decode(KrpcWriter.write(message)).toString();
  }

  static List<Krpc> all() {
    List<Contact> nodes = List.of(new Contact(ASKS, V4), new Contact(ANSWERS, V6));
    Answer answer = Answer.of(ANSWERS);
    return List.of(
        query(new Question.Ping()),
        query(new Question.FindNode(ANSWERS, new Want(true, true))),
        query(new Question.GetPeers(ANSWERS, Want.family(true), true, true)),
        query(new Question.AnnouncePeer(ANSWERS, 6881, false, ascii("aoeusnth"), true)),
        query(new Question.AnnouncePeer(ANSWERS, 0, true, ascii("t"), false)),
        query(new Question.Get(ANSWERS, Want.UNSAID, OptionalLong.of(3))),
        query(new Question.Put(IMMUTABLE, ascii("t"), OptionalLong.empty())),
        query(new Question.Put(MUTABLE, ascii("t"), OptionalLong.of(3))),
        query(new Question.SampleInfohashes(ANSWERS, Want.UNSAID)),
        query(new Question.Recurse(-7, ANSWERS, 30, true, ascii("permitted"))),
        query(
            new Question.Recursed(
                9, nodes, List.of(V4, V6), List.of(new Question.Hop(nodes.get(1), 65535)))),
        new Krpc.Query(AA, ASKS, false, true, new Question.Ping()),
        new Krpc.Query(
            AA, ASKS, true, false, new Question.Unknown("x", Optional.of(ANSWERS), Want.UNSAID)),
        reply(answer),
        reply(answer.with(nodes, ascii("token")).permitting(ascii("permit"))),
        reply(
            answer.withPeers(
                List.of(V4, V6),
                Optional.of(new Answer.Scrape(new AddressFilter(), new AddressFilter())))),
        reply(answer.with(new Answer.Sample(List.of(ASKS, ANSWERS), 5, 300))),
        reply(answer.with(new Answer.Stored(Optional.of(IMMUTABLE), OptionalLong.empty()))),
        reply(answer.with(new Answer.Stored(Optional.of(MUTABLE), OptionalLong.of(4)))),
        reply(answer.with(new Answer.Stored(Optional.empty(), OptionalLong.of(4)))),
        new Krpc.Failure(AA, 201, "A Generic Error Ocurred"));
  }

  static Krpc.Query query(Question question) {
    return new Krpc.Query(AA, ASKS, false, false, question);
  }

  static Krpc.Reply reply(Answer answer) {
    return new Krpc.Reply(AA, answer, Optional.of(V4));
  }
}
