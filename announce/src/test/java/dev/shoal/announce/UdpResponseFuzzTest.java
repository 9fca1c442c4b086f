package dev.shoal.announce;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Whatever the bytes: refused in words, or a response no richer than they are. */
class UdpResponseFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void decode(byte[] bytes) {
    for (boolean v6 : new boolean[] {false, true}) {
      try {
        UdpResponse response = UdpAnnounce.decodeResponse(ByteBuffer.wrap(bytes), v6);
        assertThat(response.transaction()).isEqualTo(ByteBuffer.wrap(bytes).getInt(4));
        if (response instanceof UdpResponse.Announced(int _, TrackerReply.Answer answer)) {
          assertThat(answer.peers()).hasSizeLessThanOrEqualTo((bytes.length - 20) / 6);
        }
      } catch (AnnounceException refused) {
        assertThat(refused).hasMessageNotContaining("null");
      }
    }
  }
}
