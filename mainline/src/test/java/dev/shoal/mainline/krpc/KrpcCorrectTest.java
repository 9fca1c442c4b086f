package dev.shoal.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class KrpcCorrectTest {
  /** The packets of BEP 5, word for word. */
  static final List<String> BEP_5 =
      List.of(
          "d1:ad2:id20:abcdefghij0123456789e1:q4:ping1:t2:aa1:y1:qe",
          "d1:rd2:id20:mnopqrstuvwxyz123456e1:t2:aa1:y1:re",
          "d1:ad2:id20:abcdefghij01234567896:target20:mnopqrstuvwxyz123456e1:q9:find_node1:t2:aa"
              + "1:y1:qe",
          "d1:rd2:id20:0123456789abcdefghij5:nodes9:def456...e1:t2:aa1:y1:re",
          "d1:ad2:id20:abcdefghij01234567899:info_hash20:mnopqrstuvwxyz123456e1:q9:get_peers"
              + "1:t2:aa1:y1:qe",
          "d1:rd2:id20:abcdefghij01234567895:token8:aoeusnth6:valuesl6:axje.u6:idhtnmee1:t2:aa"
              + "1:y1:re",
          "d1:rd2:id20:abcdefghij01234567895:nodes9:def456...5:token8:aoeusnthe1:t2:aa1:y1:re",
          "d1:ad2:id20:abcdefghij012345678912:implied_porti1e9:info_hash20:mnopqrstuvwxyz123456"
              + "4:porti6881e5:token8:aoeusnthe1:q13:announce_peer1:t2:aa1:y1:qe",
          "d1:eli201e23:A Generic Error Ocurrede1:t2:aa1:y1:ee");

  /** What is read from them is read again from what is written of it. */
  @ParameterizedTest
  @FieldSource("BEP_5")
  void examplesOfTheSpecification(String packet) {
    String written = Messages.written(Messages.read(packet));
    assertThat(Messages.written(Messages.read(written))).isEqualTo(written);
    assertThat(written).startsWith(packet.substring(0, 10)).contains("1:t2:aa");
  }

  static List<Krpc> messages() {
    return Messages.all();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void eachIsReadAsItWasWritten(Krpc message) {
    Krpc read = Messages.read(Messages.written(message));
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields(
            "answer.stored.item.value.signed.value.salt", // not said in answers (BEP 44)
            "question.want")
        .isEqualTo(message);
  }
}
