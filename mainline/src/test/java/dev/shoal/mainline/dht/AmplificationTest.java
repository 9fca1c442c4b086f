package dev.shoal.mainline.dht;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.kademlia.Tuning;
import dev.shoal.mainline.krpc.Answer;
import dev.shoal.mainline.krpc.Item;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.mainline.krpc.KrpcReader;
import dev.shoal.mainline.krpc.KrpcWriter;
import dev.shoal.mainline.krpc.Question;
import dev.shoal.mainline.krpc.Want;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How much larger than a question its answer gets, with a full table and all the peers that are
 * kept: somebody who asks in the name of another makes this node send so much to that one.
 */
class AmplificationTest {
  private static final long SECOND = 1_000_000_000L;
  private static final NodeId HASH = NodeId.of(new byte[Krpc.ID_LENGTH]);
  private static final Locator.Ip ASKER = new Locator.Ip(DhtWorld.ip(50, 1, 1, 1), 6881);
  private static final Want BOTH = new Want(true, true);

  private final Random random = new Random(11);
  private final List<Krpc> sent = new ArrayList<>();
  private final DhtCore core =
      new DhtCore(
          DhtSettings.of(false, Tuning.MAINLINE, new byte[Krpc.ID_LENGTH]).replying(1_000_000),
          random,
          new Surroundings() {
            @Override
            public void send(Krpc message, Locator.Ip to) {
              sent.add(message);
            }

            @Override
            public List<Contact> otherFamily(NodeId target, int count) {
              return v6(count);
            }
          },
          0);
  private long now;

  private static List<Contact> v6(int count) {
    List<Contact> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      var address = java.net.InetAddress.ofLiteral("2001:db8:" + i + "::1");
      nodes.add(new Contact(HASH, new Locator.Ip(address, 6881)));
    }
    return nodes;
  }

  private NodeId anyId() {
    byte[] id = new byte[Krpc.ID_LENGTH];
    random.nextBytes(id);
    return NodeId.of(id);
  }

  /** Many contacts, hundreds of peers of one hash, and an item of the greatest length. */
  @BeforeEach
  void fill() {
    for (int i = 0; i < 200; i++) {
      Locator.Ip at = new Locator.Ip(DhtWorld.address(i), 6881);
      core.introduce(at, answered -> {}, now);
      Krpc.Query asked = (Krpc.Query) sent.getLast();
      Answer answer = Answer.of(anyId());
      core.received(new Krpc.Reply(asked.transaction(), answer, Optional.empty()), at, now);
    }
    for (int i = 0; i < 300; i++) {
      Locator.Ip peer = new Locator.Ip(DhtWorld.ip(60 + i % 20, i % 100, i % 200, 1 + i % 9), 7000);
      byte[] token = token(peer, new Question.GetPeers(HASH, Want.UNSAID, false, false));
      ask(peer, new Question.AnnouncePeer(HASH, 7000, false, token, i % 2 == 0));
    }
    Item item = longItem();
    byte[] token = token(ASKER, new Question.Get(item.target(), Want.UNSAID, OptionalLong.empty()));
    ask(ASKER, new Question.Put(item, token, OptionalLong.empty()));
    now += 60 * SECOND;
  }

  private static Item longItem() {
    String text = "996:" + "x".repeat(996);
    return Item.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  private byte[] token(Locator.Ip from, Question question) {
    ask(from, question);
    return ((Krpc.Reply) sent.getLast()).answer().token();
  }

  private void ask(Locator.Ip from, Question question) {
    now += SECOND / 10;
    sent.clear();
    core.received(new Krpc.Query(new byte[] {'a', 'a'}, anyId(), true, false, question), from, now);
    assertThat(sent).as("%s", question).hasSize(1);
  }

  private double factor(Question question, int mostBytes) {
    ask(ASKER, question);
    Krpc.Query query = new Krpc.Query(new byte[] {'a', 'a'}, HASH, false, false, question);
    int asked = KrpcWriter.write(query).remaining() - "1:v4:SHxx".length(); // others say nothing
    ByteBuffer answer = KrpcWriter.write(sent.getLast());
    assertThat(KrpcReader.read(answer.duplicate())).isInstanceOf(Krpc.Reply.class);
    assertThat(answer.remaining()).isLessThanOrEqualTo(mostBytes);
    return (double) answer.remaining() / asked;
  }

  @Test
  void eachAnswerKeepsToItsBound() {
    assertThat(factor(new Question.Ping(), 100)).isLessThan(1.3);
    assertThat(factor(new Question.FindNode(HASH, Want.UNSAID), 320)).isLessThan(3.4);
    assertThat(factor(new Question.FindNode(HASH, BOTH), 640)).isLessThan(6);
    for (Want want : List.of(Want.UNSAID, BOTH)) {
      for (boolean scrape : new boolean[] {false, true}) {
        assertThat(factor(new Question.GetPeers(HASH, want, false, scrape), Krpc.MAX_LENGTH))
            .as("BEP 32: 1024 bytes at most")
            .isLessThan(10.8);
      }
    }
    Question item = new Question.Get(longItem().target(), BOTH, OptionalLong.empty());
    assertThat(factor(item, Krpc.MAX_ITEM_LENGTH))
        .as("a thousand bytes are asked for")
        .isLessThan(14);
    assertThat(factor(new Question.SampleInfohashes(HASH, Want.UNSAID), 800)).isLessThan(7);
    Question unknown = new Question.Unknown("x", Optional.of(HASH), Want.UNSAID);
    assertThat(factor(unknown, 320)).isLessThan(3.6);
  }

  @Test
  void aFloodOfOneAddressIsAnsweredInPart() {
    int answered = 0;
    for (int i = 0; i < 1000; i++) {
      sent.clear();
      Question question = new Question.GetPeers(HASH, BOTH, false, true);
      core.received(
          new Krpc.Query(new byte[] {'a', 'a'}, anyId(), true, false, question), ASKER, now);
      answered += sent.size();
    }
    assertThat(answered).isLessThan(60);
  }
}
