package dev.shoal.net.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NatPmpTest {
  private static final String MAPPED = "0082" + "0000" + "00000011" + "1d26" + "1d27" + "00000e10";

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @Test
  void questionsAreAsInTheRfc() {
    assertThat(NatPmp.address()).isEqualTo(bytes("0000"));
    assertThat(NatPmp.map(Carrier.UDP, 7462, 7463, 3600))
        .isEqualTo(bytes("000100001d261d2700000e10"));
    assertThat(NatPmp.map(Carrier.TCP, 7462, 0, 0)).isEqualTo(bytes("000200001d26000000000000"));
  }

  @Test
  void answersAreRead() {
    assertThat(NatPmp.read(bytes(MAPPED)))
        .contains(new NatPmp.Answer.Mapped(Carrier.TCP, 7462, 7463, 3600, 17));
    assertThat(NatPmp.read(bytes("008000000000001164000001")))
        .contains(new NatPmp.Answer.Address(InetAddress.ofLiteral("100.0.0.1"), 17));
  }

  @Test
  void failuresMayBeShort() {
    Optional<NatPmp.Answer> refused = NatPmp.read(bytes("0081000200000011"));
    assertThat(refused).contains(new NatPmp.Answer.Failed(1, 2, 17));
    assertThat(refused)
        .get()
        .isInstanceOfSatisfying(
            NatPmp.Answer.Failed.class,
            it -> {
              assertThat(it.isOf(Carrier.UDP)).isTrue();
              assertThat(it.isOf(Carrier.TCP)).isFalse();
              assertThat(it.isOfAddress()).isFalse();
            });
    assertThat(NatPmp.words(2)).isEqualTo("not authorized");
    assertThat(NatPmp.words(99)).isEqualTo("result 99");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 8, 12, 15, 17, 60})
  void otherLengthsAreNoAnswers(int length) {
    assertThat(NatPmp.read(Arrays.copyOf(bytes(MAPPED), length))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0,2", "0,1", "1,2", "1,131", "1,127"})
  void whatIsNoAnswerIsNotRead(int at, int value) {
    byte[] changed = bytes(MAPPED);
    changed[at] = (byte) value;
    assertThat(NatPmp.read(changed)).isEmpty();
  }
}
