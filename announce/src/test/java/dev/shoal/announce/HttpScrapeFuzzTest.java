package dev.shoal.announce;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever the bytes: refused in words, or swarms that survive being said again. */
class HttpScrapeFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void decode(byte[] bytes) {
    try {
      var swarms = HttpAnswer.decodeScrape(bytes);
      assertThat(HttpAnswer.decodeScrape(HttpAnswer.encodeScrape(swarms))).isEqualTo(swarms);
    } catch (AnnounceException refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
  }
}
