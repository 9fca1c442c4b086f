package dev.shoal.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerParserTest {
  private static final int MAX = 1000;

  @Test
  void aLengthEndsTheBody() {
    AnswerParser parser = fed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello, and more");
    assertThat(parser.done()).isTrue();
    assertThat(parser.status()).isEqualTo(200);
    assertThat(parser.body()).asString().isEqualTo("hello");
  }

  @Test
  void bytesMayComeOneByOne() {
    String text =
        """
        HTTP/1.1 100 Continue

        HTTP/1.1 200
        transfer-encoding: Chunked
        A: b

        5;ext=1
        hello
        0006
         world
        0
        Trailer: x

        """;
    AnswerParser parser = new AnswerParser(MAX);
    for (byte one : text.replace("\n", "\r\n").getBytes(ISO_8859_1)) {
      assertThat(parser.done()).isFalse();
      parser.feed(ByteBuffer.wrap(new byte[] {one}));
    }
    assertThat(parser.done()).isTrue();
    assertThat(parser.headers()).containsEntry("a", "b");
    assertThat(parser.body()).asString().isEqualTo("hello world");
  }

  @Test
  void withoutALengthTheEndOfTheConnectionEndsTheBody() {
    AnswerParser parser = fed("HTTP/1.0 404 Not Found\nX: \t y \n\nnothing here");
    assertThat(parser.done()).isFalse();
    parser.end();
    assertThat(parser.status()).isEqualTo(404);
    assertThat(parser.headers()).containsEntry("x", "y");
    assertThat(parser.body()).asString().isEqualTo("nothing here");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
        "HTTP/1.1 100 Continue\r\n\r\n"
      })
  void anAnswerThatIsCutOffIsNone(String text) {
    AnswerParser parser = fed(text);
    assertThatThrownBy(parser::end).hasMessageContaining("cut off");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/2 200 OK\r\n",
        "HTTP/1.1 999 OK\r\n",
        "HTTP/1.1  200 OK\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n",
        "HTTP/1.1 200 OK\r\nName : value\r\n",
        "HTTP/1.1 200 OK\r\nName: value\r\n folded\r\n",
        "HTTP/1.1 200 OK\r\nName: va\0lue\r\n",
        "HTTP/1.1 200 OK\r\nName: va\rlue\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n",
      })
  void whatBreaksTheRulesIsRefusedAtOnce(String text) {
    assertThatThrownBy(() -> fed(text)).isInstanceOf(ConnectionException.class);
  }

  @Test
  void anEndlessHeadIsRefused() {
    assertThatThrownBy(() -> fed("HTTP/1.1 200 OK\r\nA: " + "x".repeat(40_000)))
        .hasMessageContaining("head is too long");
    assertThatThrownBy(() -> fed("HTTP/1.1 100 Continue\r\n\r\n".repeat(4000)))
        .hasMessageContaining("head is too long");
    assertThatThrownBy(
            () -> fed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + "0".repeat(400)))
        .hasMessageContaining("rules");
  }

  @Test
  void aBodyBeyondTheLimitIsRefused() {
    assertThatThrownBy(() -> fed("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(MAX + 1)))
        .hasMessageContaining("longer");
    String chunk = "64\r\n" + "x".repeat(100) + "\r\n";
    assertThatThrownBy(
            () -> fed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(11)))
        .hasMessageContaining("longer");
  }

  @Test
  void gzipIsUndoneButNotBeyondTheLimit() throws IOException {
    assertThat(gzipped(new byte[MAX]).body()).hasSize(MAX);
    AnswerParser bomb = gzipped(new byte[MAX + 1]);
    assertThatThrownBy(bomb::body).hasMessageContaining("longer");
  }

  @Test
  void badCompressionIsRefused() {
    AnswerParser parser = fed("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot gzip at all");
    parser.end();
    assertThatThrownBy(parser::body).hasMessageContaining("compressed");
    AnswerParser other = fed("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n");
    other.end();
    assertThatThrownBy(other::body).hasMessageContaining("encoding");
  }

  private static AnswerParser gzipped(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    AnswerParser parser = fed("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n");
    parser.feed(ByteBuffer.wrap(out.toByteArray()));
    parser.end();
    return parser;
  }

  private static AnswerParser fed(String text) {
    AnswerParser parser = new AnswerParser(MAX);
    parser.feed(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
    return parser;
  }
}
