package dev.shoal.announce;

import static dev.shoal.announce.Samples.INFO_HASH;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Hash;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scrapes of BEP 48, from the side that asks. */
class HttpScrapeTest {
  private static final String ROW = new String(INFO_HASH.bytes(), ISO_8859_1);

  private static SortedMap<Hash, Scrape> decode(String body) {
    return HttpAnswer.decodeScrape(body.getBytes(ISO_8859_1));
  }

  private static byte[] whole() {
    SortedMap<Hash, Scrape> swarms = new TreeMap<>();
    swarms.put(INFO_HASH, new Scrape(11, 13772, 19));
    swarms.put(Hash.of(new byte[20]), new Scrape(0, 0, 0));
    return HttpAnswer.encodeScrape(swarms);
  }

  @Nested
  class Correct {
    @ParameterizedTest
    @CsvSource({
      "http://t/announce,               http://t/scrape?",
      "http://t:80/x/announce,          http://t:80/x/scrape?",
      "https://t/announce.php,          https://t/scrape.php?",
      "http://t/announce?key=a/announce, http://t/scrape?key=a/announce&",
      "http://t//announce,              http://t//scrape?",
      "http://t/announce/announce,      http://t/announce/scrape?"
    })
    void itsAddressIsMadeOfTheAnnounces(String announce, String scrape) {
      assertThat(HttpAnnounce.scrape(URI.create(announce), List.of(INFO_HASH)))
          .hasValueSatisfying(uri -> {
            assertThat(uri.toString()).startsWith(scrape + "info_hash=");
            assertThat(HttpAnnounce.parseScrape(uri.getRawQuery())).containsExactly(INFO_HASH);
          });
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "http://t/",
          "http://t",
          "http://announce",
          "http://t/a",
          "http://t/x?/announce",
          "http://t/announce/x",
          "http://t/xannounce"
        })
    void whereToAskMayNotBeKnown(String announce) {
      assertThat(HttpAnnounce.scrape(URI.create(announce), List.of(INFO_HASH))).isEmpty();
    }

    @Test
    void whatIsWrittenIsRead() {
      assertThat(HttpAnswer.decodeScrape(whole()))
          .hasSize(2)
          .containsEntry(INFO_HASH, new Scrape(11, 13772, 19));
    }

    @Test
    void aTrackerMaySayLess() {
      assertThat(decode("d5:filesd20:" + ROW + "d8:completei5eeee"))
          .containsEntry(INFO_HASH, new Scrape(5, 0, 0));
      assertThat(decode("d5:filesdee")).isEmpty();
    }
  }

  @Nested
  class TooShort {
    @Test
    void everyAnswerCutAnywhereIsRefused() {
      byte[] whole = whole();
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> HttpAnswer.decodeScrape(cut))
            .isInstanceOf(AnnounceException.class);
      }
    }
  }

  @Nested
  class Invalid {
    @ParameterizedTest
    @CsvSource({
      "de, no files",
      "d5:filesi1ee, no files",
      "d14:failure reason2:noe, no",
      "le, not a tracker's answer: not a dictionary"
    })
    void whatIsNoAnswerIsRefused(String body, String words) {
      assertThatThrownBy(() -> decode(body)).hasMessage(words);
    }

    @Test
    void numbersBeyondReasonAreBounded() {
      assertThat(
              decode(
                  "d5:filesd20:"
                      + ROW
                      + "d8:completei-5e10:downloadedi9000000000e"
                      + "10:incomplete1:xeee"))
          .containsEntry(INFO_HASH, new Scrape(0, Integer.MAX_VALUE, 0));
    }
  }

  @Nested
  class WrongLength {
    @Test
    void whatIsNoInfoHashIsPassedOver() {
      assertThat(decode("d5:filesd19:" + ROW.substring(1) + "d8:completei5eeee")).isEmpty();
      assertThat(decode("d5:filesd20:" + ROW + "i5eee")).isEmpty();
    }
  }
}
