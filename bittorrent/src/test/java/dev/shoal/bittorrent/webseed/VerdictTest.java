package dev.shoal.bittorrent.webseed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.bittorrent.webseed.Verdict.Asked;
import dev.shoal.bittorrent.webseed.Verdict.Gone;
import dev.shoal.bittorrent.webseed.Verdict.Later;
import dev.shoal.bittorrent.webseed.Verdict.Serves;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {
  private static final Asked ASKED = new Asked(1000, 1999, 5_000_000);

  private static Verdict partial(String range) {
    return Verdict.of(206, Map.of("content-range", range), ASKED);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes 1000-1999/5000000, 2000",
    "bytes 1000-1000/5000000, 1001", // less than asked is fine (RFC 9110 15.3.7)
    "BYTES 1000-1999/*, 2000",
  })
  void theRangeThatWasAskedForIsServed(String range, long end) {
    assertThat(partial(range)).isEqualTo(new Serves(1000, end));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes */5000000",
        "bytes 999-1999/5000000",
        "bytes 1001-1999/5000000",
        "bytes 1000-2000/5000000",
        "bytes 1000-999/5000000",
        "bytes 1000-/5000000",
        "bytes -1000-1999/5000000",
        "bytes 1000-9999999999999999999/5000000",
        "lines 1000-1999/5000000"
      })
  void anotherRangeIsAFailure(String range) {
    assertThat(partial(range)).isInstanceOf(Later.class);
  }

  @Test
  void lengthsMustAgree() {
    Map<String, String> twoLengths =
        Map.of("content-range", "bytes 1000-1999/5000000", "content-length", "1001");
    assertThat(Verdict.of(206, twoLengths, ASKED)).isInstanceOf(Later.class);
    assertThat(partial("bytes 1000-1999/4999999")).isInstanceOf(Gone.class);
    assertThat(Verdict.of(200, Map.of("content-length", "4999999"), ASKED))
        .isInstanceOf(Gone.class);
  }

  @Test
  void aWholeFileIsFineIfLittleIsSkipped() {
    Map<String, String> length = Map.of("content-length", "5000000");
    assertThat(Verdict.of(200, length, ASKED)).isEqualTo(new Serves(0, 5_000_000));
    assertThat(Verdict.of(200, Map.of(), ASKED)).isEqualTo(new Serves(0, 5_000_000));
    Asked far = new Asked(Verdict.MAX_SKIPPED + 1, Verdict.MAX_SKIPPED + 9, 5_000_000);
    assertThat(Verdict.of(200, length, far)).isInstanceOf(Gone.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 301, 304, 400, 401, 403, 404, 410, 416, 451})
  void whatIsNotThereIsGone(int status) {
    assertThat(Verdict.of(status, Map.of(), ASKED)).isInstanceOf(Gone.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void whoIsBusyIsAskedLater(int status) {
    assertThat(Verdict.of(status, Map.of(), ASKED))
        .isEqualTo(new Later(OptionalLong.empty(), "the server says " + status));
    assertThat(Verdict.of(status, Map.of("retry-after", "120"), ASKED))
        .isEqualTo(new Later(OptionalLong.of(120), "the server says " + status));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Fri, 31 Dec 1999 23:59:59 GMT | 59",
        "Fri, 31 Dec 1999 23:00:00 GMT | 0", // it has passed
        "soon                          | -1",
        "-5                            | -1"
      })
  void aDateCountsByTheServersClock(String date, long seconds) {
    Map<String, String> headers =
        Map.of("retry-after", date, "date", "Fri, 31 Dec 1999 23:59:00 GMT");
    OptionalLong wait = seconds < 0 ? OptionalLong.empty() : OptionalLong.of(seconds);
    assertThat(Verdict.of(503, headers, ASKED)).isEqualTo(new Later(wait, "the server says 503"));
  }

  @Test
  void whatIsEncodedIsNoStretchOfTheFile() {
    Map<String, String> headers =
        Map.of("content-range", "bytes 1000-1999/5000000", "content-encoding", "gzip");
    assertThat(Verdict.of(206, headers, ASKED)).isInstanceOf(Gone.class);
  }
}
