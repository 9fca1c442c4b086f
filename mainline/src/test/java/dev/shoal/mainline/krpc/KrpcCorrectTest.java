package dev.shoal.mainline.krpc;

import static dev.shoal.mainline.krpc.Messages.ABC;
import static dev.shoal.mainline.krpc.Messages.MNO;
import static dev.shoal.mainline.krpc.Messages.V4;
import static dev.shoal.mainline.krpc.Messages.V6;
import static dev.shoal.mainline.krpc.Messages.answer;
import static dev.shoal.mainline.krpc.Messages.assertSame;
import static dev.shoal.mainline.krpc.Messages.latin;
import static dev.shoal.mainline.krpc.Messages.locator;
import static dev.shoal.mainline.krpc.Messages.question;
import static dev.shoal.mainline.krpc.Messages.read;
import static dev.shoal.mainline.krpc.Messages.written;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import dev.shoal.testkit.Property;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages as the specifications write them, and that what is written is read again. */
class KrpcCorrectTest {
  private static final String ABC_ID = "2:id20:abcdefghij0123456789";
  private static final String MNO_TARGET = "6:target20:mnopqrstuvwxyz123456";

  static Stream<Krpc> all() {
    return Messages.all().stream();
  }

  @ParameterizedTest
  @MethodSource("all")
  void isReadAsItWasWritten(Krpc message) {
    assertSame(read(written(message)), message);
  }

  /** {@link Messages#tree} refuses keys that are not in order, as many programs do (BEP 3). */
  @ParameterizedTest
  @MethodSource("all")
  void isWrittenInTheOrderOfKeys(Krpc message) {
    assertThat(Messages.tree(written(message)).string("t")).isPresent();
  }

  @Test
  void anyNodesAndPeersAreReadAsTheyWereWritten() {
    Property.forAll(draw -> {
      List<Contact> nodes =
          Stream.generate(() -> new Contact(id(draw.random()), V4))
              .limit(draw.between(0, 16))
              .toList();
      var peers =
          Stream.generate(() -> locator("2001:db8::" + draw.between(1, 9), draw.between(1, 0xFFFF)))
              .limit(draw.between(0, 20))
              .toList();
      Answer answer =
          Answer.of(id(draw.random()))
              .with(nodes, Messages.TOKEN)
              .withPeers(peers, Optional.empty());
      Krpc message = new Krpc.Reply(latin("x"), answer, Optional.of(V6));
      assertSame(read(written(message)), message);
    });
  }

  private static NodeId id(java.util.random.RandomGenerator random) {
    byte[] bytes = new byte[Krpc.ID_LENGTH];
    random.nextBytes(bytes);
    return NodeId.of(bytes);
  }

  @Test
  void bytesOfAPing() {
    assertThat(written(new Krpc.Query(Messages.AA, ABC, true, true, new Question.Ping())))
        .isEqualTo(latin("d1:ad" + ABC_ID + "2:rpi1ee1:q4:ping2:roi1e1:t2:aa1:v4:SH\0\0011:y1:qe"));
  }

  @Test
  void examplesOfBep5() {
    assertThat(read("d1:ad" + ABC_ID + "e1:q4:ping1:t2:aa1:y1:qe"))
        .isInstanceOfSatisfying(
            Krpc.Query.class,
            query -> {
              assertThat(query.transaction()).isEqualTo(Messages.AA);
              assertThat(query.id()).isEqualTo(ABC);
              assertThat(query.readOnly()).isFalse();
              assertThat(query.question()).isEqualTo(new Question.Ping());
            });
    assertThat(question("d1:ad" + ABC_ID + MNO_TARGET + "e1:q9:find_node1:t2:aa1:y1:qe"))
        .isEqualTo(new Question.FindNode(MNO, Want.UNSAID));
    assertThat(
            question(
                "d1:ad"
                    + ABC_ID
                    + "9:info_hash20:mnopqrstuvwxyz123456e1:q9:get_peers1:t2:aa1:y1:qe"))
        .isEqualTo(new Question.GetPeers(MNO, Want.UNSAID, false, false));
    assertSame(
        question(
            "d1:ad"
                + ABC_ID
                + "12:implied_porti1e9:info_hash20:mnopqrstuvwxyz1234564:porti6881e"
                + "5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe"),
        new Question.AnnouncePeer(MNO, 0, true, Messages.TOKEN, false));
    assertSame(
        read("d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re"),
        new Krpc.Reply(Messages.AA, Answer.of(MNO), Optional.empty()));
    assertSame(
        read("d1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee"),
        new Krpc.Failure(Messages.AA, Krpc.Failure.GENERIC, "A Generic Error Ocurred"));
  }

  /** The nodes of these examples stand for some: their nine bytes are none. */
  @Test
  void examplesOfBep5WithPeersAndNodes() {
    assertSame(
        answer("d1:rd2:id20:0123456789abcdefghij5:nodes9:def456...e1:t2:aa1:y1:re"),
        Answer.of(Messages.id("0123456789abcdefghij")));
    assertSame(
        answer("d1:rd" + ABC_ID + "5:token8:aoeusnth6:valuesl6:axje.u6:idhtnmee1:t2:aa1:y1:re"),
        Answer.of(ABC)
            .with(List.of(), Messages.TOKEN)
            .withPeers(
                List.of(locator("97.120.106.101", 0x2E75), locator("105.100.104.116", 0x6E6D)),
                Optional.empty()));
    assertSame(
        answer("d1:rd" + ABC_ID + "5:nodes9:def456...5:token8:aoeusnthe1:t2:aa1:y1:re"),
        Answer.of(ABC).with(List.of(), Messages.TOKEN));
  }

  @Test
  void wantAndNodes6OfBep32() {
    String asked = "d1:ad" + ABC_ID + MNO_TARGET + "4:wantl2:n6%see1:q9:find_node1:t2:aa1:y1:qe";
    assertThat(question(asked.formatted("")))
        .isEqualTo(new Question.FindNode(MNO, Want.family(true)));
    assertThat(question(asked.formatted("2:n43:n99")))
        .isEqualTo(new Question.FindNode(MNO, new Want(true, true)));
    String v4 = "5:nodes26:abcdefghij0123456789\u00cb\0q\t\032\u00e1";
    String v6 = "6:nodes638:mnopqrstuvwxyz123456 \001\r\u00b8" + "\0".repeat(11) + "\t\u00c8\u00d5";
    assertThat(answer("d1:rd" + ABC_ID + v4 + v6 + "e1:t2:aa1:y1:re").nodes())
        .isEqualTo(Messages.NODES);
  }

  @Test
  void addressOfWhoAskedOfBep42() {
    assertThat(
            ((Krpc.Reply) read("d2:ip6:\u00cb\0q\t\032\u00e11:rd" + ABC_ID + "e1:t2:aa1:y1:re"))
                .seenAs())
        .contains(V4);
  }

  @Test
  void getAndPutOfBep44() {
    assertThat(question("d1:ad" + ABC_ID + "3:seqi5e" + MNO_TARGET + "e1:q3:get1:t2:aa1:y1:qe"))
        .isEqualTo(new Question.Get(MNO, Want.UNSAID, OptionalLong.of(5)));
    String put =
        ("d1:ad3:casi3e%s1:k32:%s4:salt6:foobar3:seqi4e3:sig64:%s5:token8:aoeusnth"
                + "1:vd1:zi1e1:ai2eee1:q3:put1:t2:aa1:y1:qe")
            .formatted(ABC_ID, "k".repeat(32), "s".repeat(64));
    byte[] asItWasSigned = latin("d1:zi1e1:ai2ee"); // though its keys are out of order
    assertSame(
        question(put),
        new Question.Put(
            new Item(
                asItWasSigned,
                Optional.of(
                    new Item.Signed(
                        latin("k".repeat(32)), latin("foobar"), 4, latin("s".repeat(64))))),
            Messages.TOKEN,
            OptionalLong.of(3)));
  }

  @Test
  void samplesOfBep51() {
    String head = "d1:rd" + ABC_ID + "8:intervali%de3:numi%de7:samples40:";
    String tail = "abcdefghij0123456789mnopqrstuvwxyz123456e1:t2:aa1:y1:re";
    assertThat(answer(head.formatted(60, 7) + tail).sample())
        .contains(new Answer.Sample(List.of(ABC, MNO), 7, 60));
    assertThat(answer(head.formatted(-5, Long.MAX_VALUE) + tail).sample())
        .contains(new Answer.Sample(List.of(ABC, MNO), Integer.MAX_VALUE, 0));
    assertThat(answer(head.formatted(1L << 40, -1) + tail).sample())
        .contains(new Answer.Sample(List.of(ABC, MNO), 0, 21_600));
  }

  @Test
  void methodsOfOthersAreReadWithTheirTarget() {
    String vote = "d1:ad" + ABC_ID + "%s20:mnopqrstuvwxyz123456e1:q4:vote1:t2:aa1:y1:qe";
    Question expected = new Question.Unknown("vote", Optional.of(MNO), Want.UNSAID);
    assertThat(question(vote.formatted("9:info_hash"))).isEqualTo(expected);
    assertThat(question(vote.formatted("6:target"))).isEqualTo(expected);
  }

  /** Programs in the wild sort neither the keys nor know all of them. */
  @Test
  void keysMayBeInAnyOrderAndUnknown() {
    assertSame(
        read("d1:y1:r1:v2:XX1:t2:aa1:rd1:zle2:id20:mnopqrstuvwxyz123456ee"),
        new Krpc.Reply(Messages.AA, Answer.of(MNO), Optional.empty()));
  }
}
