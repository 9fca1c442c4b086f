package dev.shoal.tracker.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpHeadTest {
  private static HttpHead parse(String head) {
    return HttpHead.parse(head.replace("|", "\r\n"));
  }

  @Test
  void aRequestHasAPathAndAQuery() {
    assertThat(parse("GET /announce?a=%00&b HTTP/1.1|Host: x"))
        .isEqualTo(new HttpHead("/announce", "a=%00&b", true, Optional.empty()));
    assertThat(parse("GET / HTTP/1.1")).isEqualTo(new HttpHead("/", "", true, Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "GET / HTTP/1.1|Host: x, true",
    "GET / HTTP/1.1|CONNECTION: Close, false",
    "'GET / HTTP/1.1|Connection: keep-alive, close', false",
    "GET / HTTP/1.0, false",
    "GET / HTTP/1.0|Connection: Keep-Alive, true",
    "GET / HTTP/1.0|Content-Length: 0, false"
  })
  void whoMayGoOn(String head, boolean keepAlive) {
    assertThat(parse(head).keepAlive()).isEqualTo(keepAlive);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 400",
    "GET, 400",
    "GET /, 400",
    "GET  / HTTP/1.1, 400",
    "GET x HTTP/1.1, 400",
    "GET http://x/ HTTP/1.1, 400",
    "POST / HTTP/1.1, 405",
    "get / HTTP/1.1, 405",
    "GET / HTTP/2.0, 505",
    "GET / HTTP/1.1|nonsense, 400",
    "GET / HTTP/1.1|: x, 400",
    "GET / HTTP/1.1|Host : x, 400",
    "GET / HTTP/1.1|Content-Length: 5, 400",
    "GET / HTTP/1.1|Content-Length: x, 400",
    "GET / HTTP/1.1|Transfer-Encoding: chunked, 400"
  })
  void whatIsRefusedSaysWhy(String head, int status) {
    assertThatThrownBy(() -> parse(head))
        .asInstanceOf(InstanceOfAssertFactories.type(HttpRefusal.class))
        .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(status));
  }
}
