package dev.shoal.lan.lsd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementTest {
  private static final String FIRST = "BT-SEARCH * HTTP/1.1";
  private static final Hash HASH = Hash.ofHex("0123456789abcdef0123456789abcdef01234567");
  private static final String INFOHASH = "Infohash: 0123456789ABCDEF0123456789ABCDEF01234567";

  private static ByteBuffer message(String... lines) {
    String text = String.join("\r\n", lines);
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void isWrittenAsBep14Says() {
    Announcement it = new Announcement("239.192.152.143:6771", 7462, List.of(HASH), "5f");
    ByteBuffer written =
        message(
            FIRST, "Host: 239.192.152.143:6771", "Port: 7462", INFOHASH, "cookie: 5f", "", "", "");
    assertThat(it.encode()).isEqualTo(written);
    assertThat(Announcement.decode(written)).contains(it);
  }

  /** As other programs write it: without a cookie, one blank line, more headers, small letters. */
  @Test
  void whatOthersWriteIsRead() {
    ByteBuffer other =
        message(
            FIRST,
            "host:[ff15::efc0:988f]:6771",
            "PORT:51413",
            "X-New: 1",
            "infohash:0123456789abcdef0123456789abcdef01234567",
            "",
            "");
    assertThat(Announcement.decode(other))
        .contains(new Announcement("[ff15::efc0:988f]:6771", 51413, List.of(HASH), ""));
  }

  @Test
  void severalHashesFitInto1400Bytes() {
    List<Hash> hashes = Collections.nCopies(Announcement.MAX_HASHES, HASH);
    ByteBuffer longest =
        new Announcement("239.192.152.143:6771", 65535, hashes, "f".repeat(16)).encode();
    assertThat(longest.remaining()).isLessThanOrEqualTo(1400);
    assertThat(Announcement.decode(longest).orElseThrow().infoHashes()).isEqualTo(hashes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1", "", "1x", "123456", "+1"})
  void aPortThatIsNoneIsNotHeard(String port) {
    assertThat(Announcement.decode(message(FIRST, "Port: " + port, INFOHASH, "", ""))).isEmpty();
  }

  @Test
  void whatIsNoneIsNotHeard() {
    assertThat(Announcement.decode(message(""))).isEmpty();
    assertThat(Announcement.decode(message(FIRST))).isEmpty();
    assertThat(Announcement.decode(message("M-SEARCH * HTTP/1.1", "Port: 1", INFOHASH))).isEmpty();
    assertThat(Announcement.decode(message(FIRST, INFOHASH, "", ""))).as("no port").isEmpty();
    assertThat(Announcement.decode(message(FIRST, "Port: 1", "Infohash: 0123"))).isEmpty();
    assertThat(Announcement.decode(message(FIRST, "Port: 1", "", INFOHASH)))
        .as("after it")
        .isEmpty();
  }
}
