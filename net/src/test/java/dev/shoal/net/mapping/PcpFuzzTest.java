package dev.shoal.net.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever a gateway sends: no answer, or one whose numbers are within their bounds. */
class PcpFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void answer(byte[] datagram) {
    Pcp.read(datagram)
        .ifPresent(answer -> {
          if (answer instanceof Pcp.Answer.Mapped it) {
            assertThat(it.port()).isBetween(0, 0xFFFF);
            assertThat(it.external()).isBetween(0, 0xFFFF);
            assertThat(it.seconds()).isBetween(0L, 0xFFFF_FFFFL);
            assertThat(it.nonce()).hasSize(Pcp.NONCE);
          }
        });
    NatPmp.read(datagram)
        .ifPresent(answer -> {
          assertThat(answer.epoch()).isBetween(0L, 0xFFFF_FFFFL);
          if (answer instanceof NatPmp.Answer.Mapped it) {
            assertThat(it.port()).isBetween(0, 0xFFFF);
            assertThat(it.external()).isBetween(0, 0xFFFF);
          }
        });
  }
}
