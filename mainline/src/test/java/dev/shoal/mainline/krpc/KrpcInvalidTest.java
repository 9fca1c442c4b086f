package dev.shoal.mainline.krpc;

import static dev.shoal.mainline.krpc.Messages.AA;
import static dev.shoal.mainline.krpc.Messages.assertSame;
import static dev.shoal.mainline.krpc.Messages.read;
import static dev.shoal.mainline.krpc.Messages.tree;
import static dev.shoal.mainline.krpc.Messages.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.Bencoded;
import dev.shoal.bencode.Bencoded.BDict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound bencode that is no message, and what of it may be told to the sender. */
class KrpcInvalidTest {
  /** None of the arguments is a dictionary. */
  private static final Bencoded OF_NO_USE = Bencoded.dict().put("x", 1).build();

  static Stream<Krpc.Query> queries() {
    return Messages.questions().stream()
        .map(question -> new Krpc.Query(AA, Messages.ABC, false, false, question));
  }

  private static Set<String> needed(Question question) {
    return switch (question) {
      case Question.Ping _, Question.Unknown _ -> Set.of("id");
      case Question.FindNode _, Question.SampleInfohashes _, Question.Get _ ->
          Set.of("id", "target");
      case Question.GetPeers _ -> Set.of("id", "info_hash");
      case Question.AnnouncePeer it when it.impliedPort() ->
          Set.of("id", "info_hash", "token", "implied_port");
      case Question.AnnouncePeer _ -> Set.of("id", "info_hash", "token", "port");
      case Question.Put it when it.item().signed().isPresent() ->
          Set.of("id", "token", "v", "seq", "sig");
      case Question.Put _ -> Set.of("id", "token", "v");
      case Question.Recurse _ -> Set.of("id", "target", "number", "hops", "permit");
      case Question.Recursed _ -> Set.of("id", "number");
    };
  }

  /** If no port is implied, it is the port that is missing. */
  private static String blamed(String key) {
    return key.equals("implied_port") ? "port" : key;
  }

  @ParameterizedTest
  @MethodSource("queries")
  void argumentsThatAreMissing(Krpc.Query query) {
    byte[] whole = written(query);
    for (String key : keys(whole)) {
      byte[] without = Messages.with(whole, "a", key, Optional.empty());
      if (needed(query.question()).contains(key)) {
        isReported(without, "no proper " + blamed(key));
      } else {
        assertThat(((Krpc.Query) read(without)).id()).isEqualTo(Messages.ABC);
      }
    }
  }

  /** What is not needed counts as not said if it is of another type. */
  @ParameterizedTest
  @MethodSource("queries")
  void argumentsOfAnotherType(Krpc.Query query) {
    byte[] whole = written(query);
    for (String key : keys(whole)) {
      byte[] wrong = Messages.with(whole, "a", key, Optional.of(OF_NO_USE));
      if (key.equals("v")) {
        assertThat(((Question.Put) ((Krpc.Query) read(wrong)).question()).item().value())
            .isEqualTo(Bencode.encode(OF_NO_USE));
      } else if (needed(query.question()).contains(key)) {
        isReported(wrong, "no proper " + blamed(key));
      } else {
        assertSame(read(wrong), read(Messages.with(whole, "a", key, Optional.empty())));
      }
    }
  }

  private static List<String> keys(byte[] query) {
    return tree(query).dict("a").orElseThrow().keys().stream()
        .map(Bencoded.BString::asText)
        .toList();
  }

  private static void isReported(byte[] message, String why) {
    KrpcException refused = catchThrowableOfType(KrpcException.class, () -> read(message));
    assertThat(refused)
        .as(new String(message, java.nio.charset.StandardCharsets.US_ASCII))
        .hasMessage(why);
    assertThat(refused.query()).hasValue(AA);
  }

  @Test
  void argumentsThatAreNoDictionary() {
    isReported(Messages.latin("d1:q4:ping1:t2:aa1:y1:qe"), "no proper id");
    isReported(Messages.latin("d1:ale1:q4:ping1:t2:aa1:y1:qe"), "no proper id");
    isReported(Messages.latin("d1:ai1e1:q4:ping1:t2:aa1:y1:qe"), "no proper id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "65536", "4294967297"})
  void portsThatAreNone(String port) {
    isReported(
        Messages.latin(
            "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:porti"
                + port
                + "e5:token1:xe1:q13:announce_peer1:t2:aa1:y1:qe"),
        "no proper port");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "256", "4294967297"})
  void hopsOutOfRange(String hops) {
    isReported(
        Messages.latin(
            "d1:ad4:hopsi"
                + hops
                + "e2:id20:abcdefghij01234567896:number8:123456786:permit1:x"
                + "6:target20:mnopqrstuvwxyz123456e1:q7:recurse1:t2:aa1:y1:qe"),
        "no proper hops");
  }

  /** An answer to such bytes would be an answer to anything, or one that nobody waits for. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "le",
        "i1e",
        "de",
        "d1:y1:qe",
        "d1:t2:aae",
        "d1:t2:aa1:y1:xe",
        "d1:t2:aa1:yi1ee",
        "d1:t0:1:y1:qe",
        "d1:ti1e1:y1:qe",
        "d1:q4:ping1:tl2:aae1:y1:qe",
        "d1:t2:aa1:y1:re",
        "d1:r2:aa1:t2:aa1:y1:re",
        "d1:rde1:t2:aa1:y1:re",
        "d1:rd2:idi1ee1:t2:aa1:y1:re",
        "d1:t2:aa1:t2:aa1:y1:qe",
        "d1:t2:aa1:y1:qex",
        "d1:t-1:aa1:y1:qe",
        "d1:t99999999999:aa1:y1:qe",
        "d1:t4294967298:aa1:y1:qe"
      })
  void whatIsNotEvenAQuestionIsReportedToNobody(String message) {
    assertThatExceptionOfType(KrpcException.class)
        .isThrownBy(() -> read(message))
        .satisfies(refused -> assertThat(refused.query()).isEmpty());
  }

  @Test
  void partsOfAnAnswerThatAreOfAnotherTypeAreLeftOut() {
    for (Answer answer : Messages.answers()) {
      byte[] whole = written(new Krpc.Reply(AA, answer, Optional.empty()));
      BDict fields = tree(whole).dict("r").orElseThrow();
      for (Bencoded.BString key : fields.keys()) {
        String name = key.asText();
        if (!name.equals("id") && !name.equals("v")) {
          assertSame(
              read(Messages.with(whole, "r", name, Optional.of(OF_NO_USE))),
              read(Messages.with(whole, "r", name, Optional.empty())));
        }
      }
    }
  }

  @Test
  void peersThatAreNoneAreLeftOut() {
    String odd = "i1e" + "0:" + "5:abcde" + "6:abcd\0\0" + "7:abcdefg" + "le" + "6:axje.u";
    assertThat(
            Messages.answer("d1:rd2:id20:abcdefghij01234567896:valuesl" + odd + "ee1:t2:aa1:y1:re")
                .peers())
        .containsExactly(Messages.locator("97.120.106.101", 0x2E75));
  }

  /** Some programs send a text alone, a dictionary, or nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"", "1:ele", "1:e5:wrong", "1:ede", "1:el3:201i5ee"})
  void failuresThatSayNothing(String error) {
    assertSame(read("d" + error + "1:t2:aa1:y1:ee"), new Krpc.Failure(AA, 0, ""));
  }

  @Test
  void wantsThatAreNoneAreNotSaid() {
    for (String want : List.of("le", "2:n4", "li4e1:4lee", "de")) {
      assertThat(
              Messages.question(
                  "d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz1234564:want"
                      + want
                      + "e1:q9:find_node1:t2:aa1:y1:qe"))
          .isEqualTo(new Question.FindNode(Messages.MNO, Want.UNSAID));
    }
  }
}
