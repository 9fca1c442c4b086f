package dev.shoal.announce;

import static dev.shoal.announce.Samples.PEER_ID;
import static dev.shoal.announce.Samples.ip;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.announce.HttpAnswer.Form;
import dev.shoal.announce.TrackerReply.Answer;
import dev.shoal.announce.TrackerReply.Failure;
import dev.shoal.announce.TrackerReply.Peer;
import dev.shoal.announce.TrackerReply.Retry;
import dev.shoal.testkit.Property;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAnswerTest {
  private static TrackerReply decode(String body) {
    return HttpAnswer.decode(body.getBytes(ISO_8859_1));
  }

  private static String encode(TrackerReply reply, Form form) {
    return new String(HttpAnswer.encode(reply, form), ISO_8859_1);
  }

  private static final Answer PLAIN =
      Answer.of(
          1800,
          1,
          2,
          List.of(
              new Peer(ip("192.0.2.1", 6881), Optional.of(PEER_ID)),
              new Peer(ip("2001:db8::1", 6882), Optional.of(PEER_ID))));

  @Nested
  class Correct {
    @Test
    void peersInARow() {
      String body =
          "d8:completei1e10:incompletei2e8:intervali1800e5:peers6:\u00c0\0\2\1\u001a\u00e1"
              + "6:peers618: \1\r\u00b8\0\0\0\0\0\0\0\0\0\0\0\1\u001a\u00e2e";
      assertThat(encode(PLAIN, Form.COMPACT)).isEqualTo(body);
      assertThat(((Answer) decode(body)).locators()).isEqualTo(PLAIN.locators());
    }

    @Test
    void peersAsDictionariesWithAndWithoutIds() {
      assertThat(decode(encode(PLAIN, Form.DICTIONARIES))).isEqualTo(PLAIN);
      assertThat(encode(PLAIN, Form.WITHOUT_IDS)).doesNotContain("peer id");
      assertThat(((Answer) decode(encode(PLAIN, Form.WITHOUT_IDS))).locators())
          .isEqualTo(PLAIN.locators());
    }

    @Test
    void everyAnswerSurvivesTheBytes() {
      Property.forAll(draw -> {
        List<Peer> peers = Samples.peers(draw, draw.oneIn(2));
        Answer answer = draw.note("answer", Samples.answer(draw, peers));
        for (Form form : Form.values()) {
          assertThat(HttpAnswer.decode(HttpAnswer.encode(answer, form))).isEqualTo(answer);
        }
      });
    }

    @Test
    void theExtrasAreRead() {
      Answer answer =
          (Answer)
              decode(
                  "d11:external ip4:\u00c0\0\2\7"
                      + "8:intervali60e12:min intervali30e5:peers0:"
                      + "10:tracker id2:\u00ff!15:warning message4:old!e");
      assertThat(answer.externalIp()).contains(InetAddress.ofLiteral("192.0.2.7"));
      assertThat(answer.minInterval()).isEqualTo(30);
      assertThat(answer.trackerId()).isEqualTo("\u00ff!");
      assertThat(answer.warning()).contains("old!");
      assertThat(answer.seeds()).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"8:retry in1:5, 5", "8:retry ini5e, 5", "8:retry in6:525600, 525600"})
    void failuresSayWhenToComeAgain(String field, int minutes) {
      assertThat(decode("d14:failure reason4:full" + field + "e"))
          .isEqualTo(new Failure("full", new Retry.After(minutes)));
    }

    @Test
    void failuresMaySayNeverOrNothing() {
      for (Retry retry : List.of(new Retry.Never(), new Retry.After(3), new Retry.Unsaid())) {
        Failure failure = new Failure("no", retry);
        assertThat(decode(encode(failure, Form.COMPACT))).isEqualTo(failure);
      }
      assertThat(decode("d14:failure reason2:no8:retry in2:-1e"))
          .isEqualTo(new Failure("no", new Retry.Unsaid()));
    }

    @Test
    void aNewLineBehindAStaticAnswerAndUnsortedKeysAreForgiven() {
      assertThat(decode("d5:peers0:8:intervali60ee\n")).isInstanceOf(Answer.class);
    }

    @Test
    void aScrapeIsThatOfBep48AndBep21() {
      TreeMap<dev.shoal.base.Hash, Scrape> swarms = new TreeMap<>();
      swarms.put(Samples.INFO_HASH, new Scrape(11, 13772, 19, 7));
      assertThat(HttpAnswer.decodeScrape(HttpAnswer.encodeScrape(swarms))).isEqualTo(swarms);
      assertThat(new String(HttpAnswer.encodeScrape(swarms), ISO_8859_1))
          .isEqualTo(
              "d5:filesd20:"
                  + new String(Samples.INFO_HASH.bytes(), ISO_8859_1)
                  + "d8:completei11e10:downloadedi13772e11:downloadersi7e10:incompletei19eeee");
    }
  }

  @Nested
  class TooShort {
    @Test
    void everyAnswerCutAnywhereIsRefused() {
      byte[] whole = HttpAnswer.encode(PLAIN, Form.COMPACT);
      for (int length = 0; length < whole.length; length++) {
        byte[] cut = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> HttpAnswer.decode(cut)).isInstanceOf(AnnounceException.class);
      }
    }

    @Test
    void anAnswerNeedsAnInterval() {
      assertThatThrownBy(() -> decode("d5:peers0:e")).hasMessage("no interval");
    }
  }

  @Nested
  class Invalid {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "<html>404</html>",
          "le",
          "d8:intervali-1e5:peers0:e",
          "d8:intervali60e5:peersi1ee",
          "d8:intervali60e5:peersli1eee",
          "d8:intervali60e8:intervali60ee"
        })
    void nonsenseIsRefused(String body) {
      assertThatThrownBy(() -> decode(body)).isInstanceOf(AnnounceException.class);
    }

    @Test
    void peersThatNobodyCanDialAreLeftOut() {
      String name = "d2:ip11:example.org4:porti1ee";
      String zone = "d2:ip9:fe80::1%14:porti1ee";
      String noPort = "d2:ip9:192.0.2.1e";
      String bigPort = "d2:ip9:192.0.2.14:porti65536ee";
      String good = "d2:ip9:192.0.2.17:peer id3:abc4:porti9ee";
      Answer answer =
          (Answer) decode("d8:intervali60e5:peersl" + name + zone + noPort + bigPort + good + "ee");
      assertThat(answer.peers()).containsExactly(Peer.at(ip("192.0.2.1", 9)));
    }
  }

  @Nested
  class WrongLength {
    @Test
    void aRowHasWholeEntries() {
      assertThatThrownBy(() -> decode("d8:intervali60e5:peers7:1234567e"))
          .hasMessage("peers in a row of 7 bytes");
      assertThatThrownBy(() -> decode("d8:intervali60e6:peers66:123456e"))
          .hasMessage("peers in a row of 6 bytes");
    }

    @Test
    void anExternalAddressOfAnotherLengthIsNotSaid() {
      assertThat(((Answer) decode("d11:external ip3:abc8:intervali60e5:peers0:e")).externalIp())
          .isEmpty();
    }

    @Test
    void aBodyHasABound() {
      byte[] row = new byte[HttpAnswer.MAX_BODY / 6 * 6];
      String body = "d8:intervali60e5:peers" + row.length + ":" + new String(row, ISO_8859_1) + "e";
      assertThatThrownBy(() -> decode(body)).hasMessageContaining("longer than");
    }
  }
}
