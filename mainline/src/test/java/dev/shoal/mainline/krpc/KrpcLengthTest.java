package dev.shoal.mainline.krpc;

import static dev.shoal.mainline.krpc.Messages.AA;
import static dev.shoal.mainline.krpc.Messages.ABC;
import static dev.shoal.mainline.krpc.Messages.filled;
import static dev.shoal.mainline.krpc.Messages.read;
import static dev.shoal.mainline.krpc.Messages.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import dev.shoal.bencode.Bencoded;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lengths at their bounds and beyond. */
class KrpcLengthTest {
  private static final int IN_USE = 8; // of the contacts in an answer: k of BEP 5

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 19, 21, 40, 64, 65, 512})
  void idsHave20Bytes(int length) {
    for (Question question : Messages.questions()) {
      byte[] whole = written(new Krpc.Query(AA, ABC, false, false, question));
      refuses(Messages.with(whole, "a", "id", string(length)), "no proper id");
      for (String key : List.of("target", "info_hash")) {
        boolean needed = !(question instanceof Question.Unknown);
        if (needed && Messages.tree(whole).dict("a").orElseThrow().string(key).isPresent()) {
          refuses(Messages.with(whole, "a", key, string(length)), "no proper " + key);
        }
      }
    }
    byte[] reply = written(new Krpc.Reply(AA, Answer.of(ABC), Optional.empty()));
    refuses(Messages.with(reply, "r", "id", string(length)), "no proper id");
  }

  @ParameterizedTest
  @CsvSource({
    "put, k, 31",
    "put, k, 33",
    "put, sig, 63",
    "put, sig, 65",
    "put, token, 129",
    "announce_peer, token, 129",
    "recurse, permit, 0",
    "recurse, permit, 129",
    "recurse, number, 7",
    "recurse, number, 9",
    "recursed, number, 9"
  })
  void argumentsOfAnotherLengthAreRefused(String method, String key, int length) {
    int met = 0;
    for (Question question : Messages.questions()) {
      byte[] whole = written(new Krpc.Query(AA, ABC, false, false, question));
      Bencoded.BDict tree = Messages.tree(whole);
      if (tree.text("q").orElseThrow().equals(method)
          && tree.dict("a").orElseThrow().get(key).isPresent()) {
        refuses(Messages.with(whole, "a", key, string(length)), "no proper " + key);
        met++;
      }
    }
    assertThat(met).isPositive();
  }

  @Test
  void transactionsHave1To32Bytes() {
    Krpc.Query longest = new Krpc.Query(filled(32, 't'), ABC, false, false, new Question.Ping());
    assertThat(read(written(longest)).transaction()).isEqualTo(longest.transaction());
    for (int length : new int[] {0, 33, 200}) {
      byte[] other = filled(length, 't');
      Krpc.Query query = new Krpc.Query(other, ABC, false, false, new Question.Ping());
      refuses(written(query), "no transaction");
      refuses(written(new Krpc.Reply(other, Answer.of(ABC), Optional.empty())), "no transaction");
      refuses(written(new Krpc.Failure(other, 201, "")), "no transaction");
    }
  }

  /** A node with a token that is too long is still of use for its contacts. */
  @Test
  void tokensOfAnswersThatAreTooLongAreNone() {
    Answer answer = Answer.of(ABC).with(Messages.NODES, filled(128, 't'));
    byte[] whole =
        written(new Krpc.Reply(AA, answer.permitting(filled(128, 'p')), Optional.empty()));
    Answer all = ((Krpc.Reply) read(whole)).answer();
    assertThat(all.token()).hasSize(128);
    assertThat(all.permit()).hasSize(128);
    byte[] longer = Messages.with(whole, "r", "token", string(129));
    Answer none = ((Krpc.Reply) read(Messages.with(longer, "r", "rp", string(129)))).answer();
    assertThat(none.token()).isEmpty();
    assertThat(none.permit()).isEmpty();
    assertThat(none.nodes()).isEqualTo(Messages.NODES);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 255, 257, 512})
  void filtersHave256Bytes(int length) {
    byte[] whole = written(new Krpc.Reply(AA, Answer.of(ABC), Optional.empty()));
    Krpc read = read(Messages.with(whole, "r", "BFsd", string(length)));
    assertThat(((Krpc.Reply) read).answer().scrape()).isEmpty();
  }

  @Test
  void namesOfMethodsAndTextsOfFailuresAreCut() {
    assertThat(
            Messages.question(
                "d1:ad2:id20:abcdefghij0123456789e1:q300:%s1:t1:a1:y1:qe"
                    .formatted("m".repeat(300))))
        .isEqualTo(new Question.Unknown("", Optional.empty(), Want.UNSAID));
    Krpc.Failure failure =
        (Krpc.Failure) read("d1:eli201e300:%se1:t1:a1:y1:ee".formatted("x".repeat(300)));
    assertThat(failure.text()).isEqualTo("x".repeat(200));
  }

  @Test
  void listsOfPeersAreCut() {
    String peers = "6:axje.u".repeat(240);
    assertThat(
            Messages.answer("d1:rd2:id20:abcdefghij01234567896:valuesl" + peers + "ee1:t1:a1:y1:re")
                .peers())
        .hasSize(200);
  }

  @Test
  void datagramsHaveAtMost2048Bytes() {
    String head = "d1:eli201e0:e1:t1:a1:v%d:";
    String tail = "1:y1:ee";
    int room = 2048 - head.length() - 2 - tail.length(); // "%d" is a number of four digits
    byte[] longest = Messages.latin(head.formatted(room) + "x".repeat(room) + tail);
    assertThat(longest).hasSize(2048);
    assertThat(read(longest)).isInstanceOf(Krpc.Failure.class);
    refuses(Messages.latin(head.formatted(room + 1) + "x".repeat(room + 1) + tail), "no bencode");
  }

  /** A stack of lists costs a stranger a byte each, and this node a frame of its stack. */
  @Test
  void depthAndNumberOfItemsAreBounded() {
    refuses(Messages.latin("d1:x" + "l".repeat(900) + "e".repeat(900) + "e"), "no bencode");
    refuses(Messages.latin("d1:xl" + "0:".repeat(900) + "ee"), "no bencode");
  }

  @Test
  void onlyTheDatagramItselfIsRead() {
    ByteBuffer window = ByteBuffer.wrap(Messages.latin("xxd1:ele1:t1:a1:y1:eexx"));
    window.position(2).limit(window.limit() - 2);
    assertThat(KrpcReader.read(window.asReadOnlyBuffer())).isInstanceOf(Krpc.Failure.class);
  }

  @Test
  void whatDoesNotFitIsNotWritten() {
    List<Contact> many = Collections.nCopies(54, Messages.NODES.get(0)); // of 26 bytes each
    Answer answer = Answer.of(ABC).with(many, new byte[0]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KrpcWriter.write(new Krpc.Reply(AA, answer, Optional.empty())));
  }

  /** The longest transaction is a stranger's choice, and must not make an answer too long. */
  @Test
  void theLongestAnswersFit() {
    byte[] transaction = filled(Krpc.MAX_TRANSACTION, 't');
    NodeId id = ABC;
    Answer both =
        Answer.of(id)
            .permitting(new byte[8])
            .with(
                java.util.stream.Stream.of(Messages.V4, Messages.V6)
                    .flatMap(at -> Collections.nCopies(IN_USE, new Contact(id, at)).stream())
                    .toList(),
                new byte[8]);
    Answer.Scrape scrape = new Answer.Scrape(new AddressFilter(), new AddressFilter());
    assertThat(size(transaction, both.withPeers(List.of(), Optional.of(scrape))))
        .isBetween(Krpc.MAX_LENGTH, Krpc.MAX_ITEM_LENGTH);
    Answer alone = Answer.of(id).with(List.of(), new byte[8]).with(stored(Item.MAX_VALUE));
    assertThat(size(transaction, alone)).isLessThanOrEqualTo(Krpc.MAX_ITEM_LENGTH);
    Answer half = Answer.of(id).with(both.nodes(), new byte[8]).with(stored(Item.MAX_VALUE / 2));
    assertThat(size(transaction, half)).isLessThanOrEqualTo(Krpc.MAX_ITEM_LENGTH);
  }

  private static Answer.Stored stored(int length) {
    Item.Signed by = new Item.Signed(new byte[32], new byte[0], -1, new byte[64]);
    Item item = new Item(filled(length, '1'), Optional.of(by));
    return new Answer.Stored(Optional.of(item), OptionalLong.of(Long.MIN_VALUE));
  }

  private static int size(byte[] transaction, Answer answer) {
    return written(new Krpc.Reply(transaction, answer, Optional.of(Messages.V6))).length;
  }

  private static Optional<Bencoded> string(int length) {
    return Optional.of(Bencoded.of(filled(length, 'x')));
  }

  private static void refuses(byte[] message, String why) {
    assertThatExceptionOfType(KrpcException.class).isThrownBy(() -> read(message)).withMessage(why);
  }
}
