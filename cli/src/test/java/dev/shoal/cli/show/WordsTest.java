package dev.shoal.cli.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Problem;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({"90, 90", "60s, 60", "5m, 300", "2h, 7200", "1d, 86400", "1h30m, 5400", "0s, 0"})
  void durationsAreRead(String written, long seconds) {
    assertThat(Words.parseDuration(written)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "s", "1w", "-5s", "5m1h", "1.5h", "99999999999s"})
  void whatIsNoDurationIsRefused(String written) {
    assertThatThrownBy(() -> Words.parseDuration(written))
        .isInstanceOfSatisfying(
            Problem.class, e -> assertThat(e.kind()).isEqualTo(Problem.Kind.USAGE));
  }

  @ParameterizedTest
  @CsvSource({
    "-5, 0 s",
    "59999, 59 s",
    "60000, 1 min",
    "7199999, 1 h",
    "86400000, 1 day",
    "999999999, 11 days"
  })
  void agesHaveOneUnit(long millis, String written) {
    assertThat(Words.age(millis)).isEqualTo(written);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0:00",
    "999, 0:00",
    "52000, 0:52",
    "725000, 12:05",
    "12000000, 3 h 20 min",
    "-1, 0:00",
    "864000000, 10 days"
  })
  void timesAreShort(long millis, String shown) {
    assertThat(Words.time(millis)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0%", "0, 100, 0%", "999, 1000, 99%", "1000, 1000, 100%", "7, 3, 100%"})
  void onlyWhatIsCompleteSays100(long part, long whole, String shown) {
    assertThat(Words.percent(part, whole)).isEqualTo(shown);
  }

  @Test
  void aShellTakesQuotedWordsAsTheyAre() {
    assertThat(Words.quoted("photos/a.jpg")).isEqualTo("photos/a.jpg");
    assertThat(Words.quoted("magnet:?xt=a&dn=b")).isEqualTo("'magnet:?xt=a&dn=b'");
    assertThat(Words.quoted("it's")).isEqualTo("'it'\\''s'");
    assertThat(Words.quoted("")).isEqualTo("''");
  }
}
