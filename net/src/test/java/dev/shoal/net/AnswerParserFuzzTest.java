package dev.shoal.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** Whatever a server sends, in whatever pieces: refused in words, or the same answer. */
class AnswerParserFuzzTest {
  private static final int MAX = 2000;

  @FuzzTest(maxDuration = "1m")
  void answer(byte[] bytes) {
    Optional<Http.Answer> whole = parse(bytes, Math.max(1, bytes.length));
    Optional<Http.Answer> piecemeal = parse(bytes, 1);
    assertThat(piecemeal.isPresent()).isEqualTo(whole.isPresent());
    whole.ifPresent(answer -> {
      assertThat(answer.status()).isBetween(200, 599);
      assertThat(answer.body()).hasSizeLessThanOrEqualTo(MAX);
      assertThat(answer.headers()).isEqualTo(piecemeal.orElseThrow().headers());
      assertThat(answer.body()).isEqualTo(piecemeal.orElseThrow().body());
    });
  }

  private static Optional<Http.Answer> parse(byte[] bytes, int step) {
    AnswerParser parser = new AnswerParser(MAX);
    try {
      for (int i = 0; i < bytes.length && !parser.done(); i += step) {
        byte[] part = Arrays.copyOfRange(bytes, i, Math.min(bytes.length, i + step));
        parser.feed(ByteBuffer.wrap(part));
      }
      parser.end();
      return Optional.of(
          new Http.Answer(
              parser.status(), parser.headers(), parser.body(), URI.create("http://a/")));
    } catch (ConnectionException refused) {
      return Optional.empty();
    }
  }
}
