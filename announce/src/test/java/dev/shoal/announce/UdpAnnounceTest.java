package dev.shoal.announce;

import static dev.shoal.announce.Samples.INFO_HASH;
import static dev.shoal.announce.Samples.PEER_ID;
import static dev.shoal.announce.Samples.REQUEST;
import static dev.shoal.announce.Samples.ip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.base.Hash;
import dev.shoal.testkit.Property;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UdpAnnounceTest {
  private static final List<UdpRequest> REQUESTS =
      List.of(
          new UdpRequest.Connect(7),
          new UdpRequest.Announce(1L << 40, -2, REQUEST),
          new UdpRequest.Scrape(3, 4, List.of(INFO_HASH, INFO_HASH)));

  private static final List<UdpResponse> RESPONSES =
      List.of(
          new UdpResponse.Connected(7, -1L),
          new UdpResponse.Announced(
              8,
              TrackerReply.Answer.of(
                  1800, 2, 3, List.of(TrackerReply.Peer.at(ip("192.0.2.1", 6881))))),
          new UdpResponse.Scraped(9, List.of(new Scrape(1, 2, 3), new Scrape(4, 5, 6))),
          new UdpResponse.Failed(10, "no such torrent"));

  private static ByteBuffer hex(String digits) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits.replace(" ", "")));
  }

  private static String hex(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return HexFormat.of().formatHex(copy);
  }

  private static ByteBuffer longer(ByteBuffer bytes, int more) {
    return ByteBuffer.allocate(bytes.remaining() + more).put(bytes).position(0);
  }

  @Nested
  class Correct {
    @Test
    void theLayoutIsThatOfBep15() {
      assertThat(hex(UdpAnnounce.encode(new UdpRequest.Connect(1))))
          .isEqualTo("0000041727101980" + "00000000" + "00000001");
      assertThat(hex(UdpAnnounce.encode(new UdpRequest.Announce(5, 6, REQUEST))))
          .isEqualTo(
              "0000000000000005"
                  + "00000001"
                  + "00000006"
                  + INFO_HASH.hex()
                  + PEER_ID
                  + "0000000000000002"
                  + "0000000000000003"
                  + "0000000000000001"
                  + "00000002"
                  + "00000000"
                  + "0000cafe"
                  + "00000032"
                  + "1d26");
      assertThat(hex(UdpAnnounce.encode(RESPONSES.get(1), false)))
          .isEqualTo(
              "00000001" + "00000008" + "00000708" + "00000003" + "00000002" + "c0000201" + "1ae1");
      assertThat(UdpAnnounce.decodeResponse(hex("00000003 00000009 6e6f21"), false))
          .isEqualTo(new UdpResponse.Failed(9, "no!"));
    }

    @Test
    void whatIsEncodedIsDecoded() {
      REQUESTS.forEach(
          r -> assertThat(UdpAnnounce.decodeRequest(UdpAnnounce.encode(r))).isEqualTo(r));
      RESPONSES.forEach(r ->
          assertThat(UdpAnnounce.decodeResponse(UdpAnnounce.encode(r, false), false)).isEqualTo(r));
    }

    @Test
    void everyAnnounceSurvivesTheBytes() {
      Property.forAll(draw -> {
        List<Event> known = List.of(Event.NONE, Event.COMPLETED, Event.STARTED, Event.STOPPED);
        AnnounceRequest announce = Samples.request(draw, known); // of a pause UDP cannot tell
        UdpRequest request = new UdpRequest.Announce(draw.number(), (int) draw.number(), announce);
        assertThat(UdpAnnounce.decodeRequest(UdpAnnounce.encode(request))).isEqualTo(request);
        boolean v6 = draw.oneIn(2);
        UdpResponse response =
            new UdpResponse.Announced(
                1, TrackerReply.Answer.of(draw.size(), 1, 2, Samples.peers(draw, v6)));
        assertThat(UdpAnnounce.decodeResponse(UdpAnnounce.encode(response, v6), v6))
            .isEqualTo(response);
      });
    }

    @Test
    void eachFamilyHearsOfItsOwn() {
      UdpResponse both =
          new UdpResponse.Announced(
              1,
              TrackerReply.Answer.of(
                  60,
                  1,
                  1,
                  List.of(
                      TrackerReply.Peer.at(ip("192.0.2.1", 1)),
                      TrackerReply.Peer.at(ip("2001:db8::1", 2)))));
      assertThat(UdpAnnounce.encode(both, false).remaining()).isEqualTo(20 + 6);
      assertThat(UdpAnnounce.encode(both, true).remaining()).isEqualTo(20 + 18);
    }

    @Test
    void peersWithoutPortAreLeftOutAndWrappedOnesUnwrapped() {
      ByteBuffer in =
          hex(
              "00000001 00000001 0000003c 00000001 00000001"
                  + "00000000000000000000ffffc0000201 1ae1"
                  + "20010db8000000000000000000000001 0000");
      UdpResponse.Announced announced =
          (UdpResponse.Announced) UdpAnnounce.decodeResponse(in, true);
      assertThat(announced.answer().locators()).containsExactly(ip("192.0.2.1", 6881));
    }
  }

  @Nested
  class TooShort {
    @Test
    void everyRequestCutAnywhereIsRefused() {
      for (UdpRequest request : REQUESTS.subList(0, 2)) {
        ByteBuffer whole = UdpAnnounce.encode(request);
        for (int length = 0; length < whole.limit(); length++) {
          ByteBuffer cut = whole.slice(0, length);
          assertThatThrownBy(() -> UdpAnnounce.decodeRequest(cut))
              .isInstanceOf(AnnounceException.class);
        }
      }
    }

    @Test
    void everyHeadOfAResponseCutAnywhereIsRefused() {
      int[] heads = {16, 20, 8, 8};
      for (int i = 0; i < heads.length; i++) {
        ByteBuffer whole = UdpAnnounce.encode(RESPONSES.get(i), false);
        for (int length = 0; length < heads[i]; length++) {
          ByteBuffer cut = whole.slice(0, length);
          assertThatThrownBy(() -> UdpAnnounce.decodeResponse(cut, false))
              .isInstanceOf(AnnounceException.class);
        }
      }
    }
  }

  @Nested
  class Invalid {
    @Test
    void unknownActionsAreRefused() {
      assertThatThrownBy(() -> UdpAnnounce.decodeRequest(hex("0000041727101980 00000004 00000001")))
          .hasMessage("no request: action 4");
      assertThatThrownBy(() -> UdpAnnounce.decodeResponse(hex("00000004 00000001"), false))
          .hasMessage("no response: action 4");
    }

    @Test
    void aConnectNeedsTheMagicNumber() {
      assertThatThrownBy(() -> UdpAnnounce.decodeRequest(hex("0000041727101981 00000000 00000001")))
          .hasMessageStartingWith("another protocol");
    }

    @Test
    void unknownEventsAreRefused() {
      ByteBuffer bytes = UdpAnnounce.encode(REQUESTS.get(1)).putInt(80, 4);
      assertThatThrownBy(() -> UdpAnnounce.decodeRequest(bytes)).hasMessage("no event: 4");
    }

    @Test
    void negativeIntervalsAreRefused() {
      ByteBuffer bytes = UdpAnnounce.encode(RESPONSES.get(1), false).putInt(8, -1);
      assertThatThrownBy(() -> UdpAnnounce.decodeResponse(bytes, false))
          .hasMessage("an interval of -1 seconds");
    }

    @Test
    void wordsOfStrangersAreSafeForATerminal() {
      ByteBuffer bytes =
          UdpAnnounce.encode(new UdpResponse.Failed(1, "a\u001b[2J\nb" + "c".repeat(999)), false);
      UdpResponse.Failed failed = (UdpResponse.Failed) UdpAnnounce.decodeResponse(bytes, false);
      assertThat(failed.message()).startsWith("a [2J b").endsWith("c…").hasSizeLessThan(310);
    }
  }

  @Nested
  class WrongLength {
    @Test
    void extensionsBehindTheKnownPartAreIgnored() {
      REQUESTS
          .subList(0, 2)
          .forEach(r ->
              assertThat(UdpAnnounce.decodeRequest(longer(UdpAnnounce.encode(r), 13)))
                  .isEqualTo(r));
      assertThat(
              UdpAnnounce.decodeResponse(
                  longer(UdpAnnounce.encode(RESPONSES.get(0), false), 3), false))
          .isEqualTo(RESPONSES.get(0));
    }

    @Test
    void aHalfEntryAtTheEndIsIgnored() {
      for (int i : new int[] {1, 2}) {
        ByteBuffer bytes = longer(UdpAnnounce.encode(RESPONSES.get(i), false), 5);
        assertThat(UdpAnnounce.decodeResponse(bytes, false)).isEqualTo(RESPONSES.get(i));
      }
    }

    @Test
    void aScrapeIsOfOneToSeventyFour() {
      List<Hash> tooMany = Collections.nCopies(75, INFO_HASH);
      ByteBuffer bytes = UdpAnnounce.encode(new UdpRequest.Scrape(1, 2, tooMany));
      assertThat(UdpAnnounce.decodeRequest(bytes.slice(0, 16 + 74 * 20)))
          .isInstanceOf(UdpRequest.Scrape.class);
      assertThatThrownBy(() -> UdpAnnounce.decodeRequest(bytes.rewind()))
          .hasMessage("a scrape of 75 torrents");
      assertThatThrownBy(() -> UdpAnnounce.decodeRequest(bytes.slice(0, 16)))
          .hasMessage("a scrape of 0 torrents");
    }
  }
}
