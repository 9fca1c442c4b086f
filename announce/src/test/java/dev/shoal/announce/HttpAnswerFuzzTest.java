package dev.shoal.announce;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever the bytes: refused in words, or a reply that survives being said again. */
class HttpAnswerFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void decode(byte[] bytes) {
    try {
      TrackerReply reply = HttpAnswer.decode(bytes);
      assertThat(HttpAnswer.decode(HttpAnswer.encode(reply, HttpAnswer.Form.DICTIONARIES)))
          .isEqualTo(reply);
    } catch (AnnounceException refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
  }
}
