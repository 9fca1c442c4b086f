package dev.shoal.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are short, lack something, or have parts of the wrong length. */
class KrpcWrongTest {
  static List<Krpc> messages() {
    return Messages.all();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void noBeginningOfAMessageIsOne(Krpc message) {
    String whole = Messages.written(message);
    for (int length = 0; length < whole.length(); length++) {
      String part = whole.substring(0, length);
      assertThatExceptionOfType(KrpcException.class).isThrownBy(() -> Messages.read(part));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d1:ad2:id19:abcdefghij012345678e1:q4:ping1:t2:aa1:y1:qe", // a short id
        "d1:ad2:id21:abcdefghij01234567890e1:q4:ping1:t2:aa1:y1:qe", // a long one
        "d1:ade1:q4:ping1:t2:aa1:y1:qe", // none
        "d1:q4:ping1:t2:aa1:y1:qe", // no arguments
        "d1:ad2:id20:abcdefghij0123456789e1:q9:find_node1:t2:aa1:y1:qe", // no target
        "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:porti0e5:token1:te"
            + "1:q13:announce_peer1:t2:aa1:y1:qe", // no port
        "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz1234564:porti70000e5:token1:t"
            + "e1:q13:announce_peer1:t2:aa1:y1:qe", // beyond the ports
      })
  void aWrongQuestionIsToldSo(String packet) {
    assertThatExceptionOfType(KrpcException.class)
        .isThrownBy(() -> Messages.read(packet))
        .satisfies(e -> assertThat(e.query()).contains(Messages.AA));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "de",
        "le",
        "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:y1:qe", // no transaction
        "d1:t33:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1:y1:qe", // a long one
        "d1:t2:aa1:y1:xe",
        "d1:rd2:id3:abce1:t2:aa1:y1:re", // an answer of nobody
        "d1:t2:aa1:y1:re",
        "d1:t2:aa1:y1:qe1", // something behind it
      })
  void whatIsNoQuestionIsDropped(String packet) {
    assertThatExceptionOfType(KrpcException.class).isThrownBy(() -> Messages.read(packet));
  }

  /** A list of nodes whose length is wrong has those that are whole; one without a port is none. */
  @Test
  void nodesThatAreWholeCount() {
    String node = "abcdefghij0123456789\u0001\u0002\u0003\u0004\u001a\u00e1";
    String without = "abcdefghij0123456789\u0001\u0002\u0003\u0004\u0000\u0000";
    String nodes = node + without + "abc";
    Krpc.Reply reply =
        (Krpc.Reply)
            Messages.read(
                "d1:rd2:id20:abcdefghij01234567895:nodes"
                    + nodes.length()
                    + ":"
                    + nodes
                    + "e1:t2:aa1:y1:re");
    assertThat(reply.answer().nodes())
        .singleElement()
        .hasToString("Contact[id=6162636465666768696a30313233343536373839, locator=1.2.3.4:6881]");
  }
}
