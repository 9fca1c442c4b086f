package dev.shoal.announce;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever the bytes: refused in words, or an announce or a scrape within bounds. */
class HttpQueryFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void decode(byte[] bytes) {
    String query = new String(bytes, StandardCharsets.ISO_8859_1);
    try {
      assertThat(HttpAnnounce.parseAnnounce(query).request().port()).isBetween(0, 0xFFFF);
    } catch (AnnounceException refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
    try {
      assertThat(HttpAnnounce.parseScrape(query)).hasSizeBetween(1, 74);
    } catch (AnnounceException refused) {
      assertThat(refused).hasMessageNotContaining("null");
    }
  }
}
