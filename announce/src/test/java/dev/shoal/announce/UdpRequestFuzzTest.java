package dev.shoal.announce;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Whatever the bytes: refused in words, or a request that survives being said again. */
class UdpRequestFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void decode(byte[] bytes) {
    try {
      UdpRequest request = UdpAnnounce.decodeRequest(ByteBuffer.wrap(bytes));
      assertThat(UdpAnnounce.decodeRequest(UdpAnnounce.encode(request))).isEqualTo(request);
    } catch (AnnounceException refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
  }
}
