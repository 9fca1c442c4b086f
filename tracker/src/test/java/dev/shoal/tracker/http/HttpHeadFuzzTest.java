package dev.shoal.tracker.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever the bytes: a head, or refused with a status. */
class HttpHeadFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void parse(byte[] bytes) {
    try {
      HttpHead head = HttpHead.parse(new String(bytes, StandardCharsets.ISO_8859_1));
      assertThat(head.path()).startsWith("/").doesNotContain("?", " ", "\n");
    } catch (HttpRefusal refusal) {
      assertThat(refusal.status()).isBetween(400, 505);
    }
  }
}
