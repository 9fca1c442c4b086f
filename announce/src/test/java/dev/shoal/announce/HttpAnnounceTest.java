package dev.shoal.announce;

import static dev.shoal.announce.Samples.INFO_HASH;
import static dev.shoal.announce.Samples.REQUEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.testkit.Property;
import java.net.URI;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnnounceTest {
  private static final URI TRACKER = URI.create("http://tracker.example:6969/announce");
  private static final String HASH = "%01%02%03%04%05%06%07%08%09%0A%0B%0C%0D%0E%0F%10%11%12%13%14";
  private static final String WHOLE =
      "info_hash=" + HASH + "&peer_id=-SH0100-abcdefghijkl&port=7462";

  @Nested
  class Correct {
    @Test
    void theAddressHasAllThatBep3Wants() {
      assertThat(HttpAnnounce.announce(TRACKER, REQUEST, ""))
          .hasToString(
              TRACKER
                  + "?"
                  + WHOLE
                  + "&uploaded=1&downloaded=2&left=3&compact=1&no_peer_id=1&key=0000cafe"
                  + "&numwant=50&event=started");
    }

    @ParameterizedTest
    @CsvSource({
      "http://a/announce?passkey=x, http://a/announce?passkey=x&info_hash=",
      "https://a/announce#top, https://a/announce?info_hash=",
      "http://a, http://a?info_hash="
    })
    void aQueryStaysAndAFragmentGoes(String tracker, String start) {
      assertThat(HttpAnnounce.announce(URI.create(tracker), REQUEST, "").toString())
          .startsWith(start);
    }

    @Test
    void theTrackersOwnWordIsGivenBack() {
      assertThat(HttpAnnounce.announce(TRACKER, REQUEST, "\u00ff&=").toString())
          .endsWith("&trackerid=%FF%26%3D");
    }

    @Test
    void whatIsAskedIsUnderstood() {
      Property.forAll(draw -> {
        AnnounceRequest request = draw.note("request", Samples.request(draw));
        String query =
            HttpAnnounce.announce(TRACKER, request, draw.oneIn(2) ? "id" : "").getRawQuery();
        HttpAnnounce.Asked asked = HttpAnnounce.parseAnnounce(query);
        assertThat(asked.compact()).isTrue();
        assertThat(asked.peerIds()).isFalse();
        assertThat(asked.request())
            .usingRecursiveComparison()
            .ignoringFields("key")
            .isEqualTo(request);
      });
    }

    @Test
    void whatIsLeftOutHasItsUsualMeaning() {
      HttpAnnounce.Asked asked = HttpAnnounce.parseAnnounce(WHOLE);
      assertThat(asked.request().event()).isEqualTo(Event.NONE);
      assertThat(asked.request().left()).isNegative();
      assertThat(asked.request().numWant()).isNegative();
      assertThat(asked.compact()).isTrue();
      assertThat(asked.peerIds()).isTrue();
      assertThat(HttpAnnounce.parseAnnounce(WHOLE + "&compact=0").compact()).isFalse();
    }

    @Test
    void aScrapeNamesItsTorrents() {
      assertThat(HttpAnnounce.parseScrape("info_hash=" + HASH + "&x=1&info_hash=" + HASH))
          .containsExactly(INFO_HASH, INFO_HASH);
    }
  }

  @Nested
  class TooShort {
    @Test
    void everyQueryCutBeforeItsPortIsRefused() {
      for (int length = 0; length <= WHOLE.indexOf("port=") + 5; length++) {
        String cut = WHOLE.substring(0, length);
        assertThatThrownBy(() -> HttpAnnounce.parseAnnounce(cut))
            .isInstanceOf(AnnounceException.class);
      }
    }

    @Test
    void aScrapeOfEverythingIsRefused() {
      assertThatThrownBy(() -> HttpAnnounce.parseScrape("")).hasMessage("a scrape of 0 torrents");
    }
  }

  @Nested
  class Invalid {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "port=-1",
          "port=65536",
          "port=x",
          "port=7462&left=1e3",
          "port=7462&uploaded=%zz",
          "port=7462&left=99999999999999999999",
          "port=7462&numwant=%1"
        })
    void nonsenseIsRefused(String rest) {
      String query = WHOLE.replace("port=7462", rest);
      assertThatThrownBy(() -> HttpAnnounce.parseAnnounce(query))
          .isInstanceOf(AnnounceException.class);
    }

    @Test
    void eventsThatMayComeAreNone() {
      assertThat(HttpAnnounce.parseAnnounce(WHOLE + "&event=resting").request().event())
          .isEqualTo(Event.NONE);
      assertThat(HttpAnnounce.parseAnnounce(WHOLE + "&event=paused").request().event())
          .as("BEP 21")
          .isEqualTo(Event.PAUSED);
    }
  }

  @Nested
  class WrongLength {
    @Test
    void hashesAndPeerIdsHaveTwentyBytes() {
      assertThatThrownBy(() -> HttpAnnounce.parseAnnounce(WHOLE.replace("%14", "")))
          .hasMessage("info_hash has 19 bytes, not 20");
      assertThatThrownBy(() -> HttpAnnounce.parseAnnounce(WHOLE.replace("ijkl", "ijklm")))
          .hasMessage("peer_id has 21 bytes, not 20");
      assertThatThrownBy(() -> HttpAnnounce.parseScrape("info_hash=1"))
          .hasMessage("info_hash has 1 bytes, not 20");
    }

    @Test
    void aQueryHasABound() {
      assertThatThrownBy(() -> HttpAnnounce.parseAnnounce(WHOLE + "&x=" + "y".repeat(8192)))
          .hasMessageStartingWith("a query of");
    }
  }
}
