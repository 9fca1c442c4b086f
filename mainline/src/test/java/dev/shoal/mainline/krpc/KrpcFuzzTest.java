package dev.shoal.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever bytes: refused in words, or a message that is the same when written and read again. */
class KrpcFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void read(byte[] bytes) {
    try {
      Krpc message = Messages.read(bytes);
      assertThat(message.transaction()).hasSizeBetween(1, Krpc.MAX_TRANSACTION);
      if (bytes.length <= Krpc.MAX_LENGTH) { // longer ones are never written but with an item
        byte[] written = Messages.written(message);
        assertThat(Messages.written(Messages.read(written))).isEqualTo(written);
      }
    } catch (KrpcException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      assertThat(refused.query().map(it -> it.length).orElse(1)).isBetween(1, Krpc.MAX_TRANSACTION);
    }
  }
}
