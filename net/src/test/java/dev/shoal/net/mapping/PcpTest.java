package dev.shoal.net.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcpTest {
  private static final InetAddress OWN = InetAddress.ofLiteral("192.168.7.2");
  private static final byte[] NONCE = HexFormat.of().parseHex("0102030405060708090a0b0c");
  private static final Pcp.Map REQUEST = new Pcp.Map(OWN, NONCE, Carrier.TCP, 7462, 7463, 3600);

  /** As a gateway at 100.0.0.1 grants the request, by the figures of RFC 6887 7.2 and 11.1. */
  private static final byte[] GRANTED =
      HexFormat.of()
          .parseHex(
              "02810000"
                  + "00000708"
                  + "00000011"
                  + "000000000000000000000000"
                  + "0102030405060708090a0b0c"
                  + "06000000"
                  + "1d26"
                  + "1d27"
                  + "00000000000000000000ffff64000001");

  private static Pcp.Answer read(byte[] datagram) {
    return Pcp.read(datagram).orElseThrow();
  }

  private static byte[] with(int at, int value) {
    byte[] changed = GRANTED.clone();
    changed[at] = (byte) value;
    return changed;
  }

  @Test
  void aRequestHasSixtyBytes() {
    assertThat(REQUEST.encode())
        .isEqualTo(
            HexFormat.of()
                .parseHex(
                    "02010000"
                        + "00000e10"
                        + "00000000000000000000ffffc0a80702"
                        + "0102030405060708090a0b0c"
                        + "06000000"
                        + "1d26"
                        + "1d27"
                        + "00000000000000000000ffff00000000"));
  }

  @Test
  void anAnswerIsRead() {
    assertThat(read(GRANTED))
        .isInstanceOfSatisfying(
            Pcp.Answer.Mapped.class,
            it -> {
              assertThat(it.result()).isEqualTo(Pcp.SUCCESS);
              assertThat(it.seconds()).isEqualTo(1800);
              assertThat(it.epoch()).isEqualTo(17);
              assertThat(it.external()).isEqualTo(7463);
              assertThat(it.address()).isEqualTo(InetAddress.ofLiteral("100.0.0.1"));
              assertThat(it.answers(REQUEST)).isTrue();
            });
    assertThat(read(Arrays.copyOf(GRANTED, 68))).isInstanceOf(Pcp.Answer.Mapped.class); // options
  }

  @Test
  void anAnnouncementAndAnotherVersionAreRead() {
    byte[] announced = Arrays.copyOf(with(1, 0x80), 24);
    assertThat(read(announced)).isEqualTo(new Pcp.Answer.Announced(17));
    byte[] natPmp = {0, (byte) 0x81, 0, 1, 0, 0, 0, 9};
    assertThat(read(natPmp)).isEqualTo(new Pcp.Answer.OtherVersion(0));
    assertThat(read(Arrays.copyOf(natPmp, 4))).isEqualTo(new Pcp.Answer.OtherVersion(0));
  }

  /** The nonce, the protocol and the port of this machine: section 11.4. */
  @ParameterizedTest
  @ValueSource(ints = {24, 35, 36, 40, 41})
  void anAnswerToSomethingElseIsNone(int at) {
    assertThat(read(with(at, 0x55)))
        .isInstanceOfSatisfying(
            Pcp.Answer.Mapped.class, it -> assertThat(it.answers(REQUEST)).isFalse());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 20, 23, 24, 28, 56, 59, 61, 62, 63, 1101, 1104})
  void otherLengthsAreNoAnswers(int length) {
    assertThat(Pcp.read(Arrays.copyOf(GRANTED, length))).isEmpty();
  }

  @Test
  void whatIsNoAnswerIsNotRead() {
    assertThat(Pcp.read(REQUEST.encode())).isEmpty(); // somebody's question
    assertThat(Pcp.read(with(1, 0x82))).isEmpty(); // PEER, which nobody asked for
    assertThat(Pcp.read(with(0, 1))).isEmpty(); // another version that does not say so
    assertThat(Pcp.read(ByteBuffer.allocate(60).array())).isEmpty();
  }

  @Test
  void resultsAreWords() {
    assertThat(Pcp.words(2)).isEqualTo("not authorized");
    assertThat(Pcp.words(200)).isEqualTo("result 200");
  }
}
