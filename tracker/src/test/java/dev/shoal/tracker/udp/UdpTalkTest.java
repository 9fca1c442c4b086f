package dev.shoal.tracker.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.announce.AnnounceRequest;
import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.PeerId;
import dev.shoal.announce.Scrape;
import dev.shoal.announce.UdpAnnounce;
import dev.shoal.announce.UdpRequest;
import dev.shoal.announce.UdpResponse;
import dev.shoal.base.Endpoint;
import dev.shoal.base.Hash;
import dev.shoal.tracker.HandClock;
import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.Outcome;
import dev.shoal.tracker.core.TrackerLimits;
import dev.shoal.tracker.desk.Desk;
import dev.shoal.tracker.desk.MemoryDesk;
import dev.shoal.tracker.desk.Service;
import dev.shoal.tracker.desk.Traffic;
import dev.shoal.tracker.event.TrackerEvent;
import dev.shoal.tracker.gate.FakeUsers;
import dev.shoal.tracker.gate.Gate;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class UdpTalkTest {
  private static final Hash TORRENT = Hash.ofHex("0102030405060708090a0b0c0d0e0f1011121314");
  private static final Endpoint FROM = Endpoint.v4(0xC6120001, 5000);
  private static final Endpoint FROM_V6 = new Endpoint(true, 0x20010DB8L << 32, 7, 5000);
  private static final Duration INTERVAL = Duration.ofMinutes(30);

  private final HandClock clock = new HandClock();
  private final Traffic traffic = new Traffic("udp");
  private final ByteBuffer out = ByteBuffer.allocate(2048);
  private UdpTalk talk = talk(Service.open(desk(), clock));

  private MemoryDesk desk() {
    return new MemoryDesk(INTERVAL, TrackerLimits.USUAL, clock, new SplittableRandom(1));
  }

  private UdpTalk talk(Service service) {
    return new UdpTalk(service, traffic, new ConnectionIds(1, 2));
  }

  private static AnnounceRequest request(int port, int numWant) {
    PeerId id = PeerId.create(new SplittableRandom(port));
    return new AnnounceRequest(TORRENT, id, port, 0, 0, 5, Event.STARTED, numWant, 0);
  }

  /** The answer to a request, if there is one. */
  private Optional<UdpResponse> ask(ByteBuffer request, Endpoint from) {
    return talk.answer(request, from, out.clear())
        ? Optional.of(UdpAnnounce.decodeResponse(out.duplicate(), from.v6()))
        : Optional.empty();
  }

  private Optional<UdpResponse> ask(UdpRequest request, Endpoint from) {
    return ask(UdpAnnounce.encode(request), from);
  }

  private long connect(Endpoint from) {
    return ((UdpResponse.Connected) ask(new UdpRequest.Connect(9), from).orElseThrow())
        .connection();
  }

  private UdpResponse.Announced announce(Endpoint from, int port, int numWant) {
    UdpRequest request = new UdpRequest.Announce(connect(from), 4, request(port, numWant));
    return (UdpResponse.Announced) ask(request, from).orElseThrow();
  }

  @Test
  void nothingLongerThanTheRequestGoesToAnAddressThatIsNotProven() {
    assertThat(ask(new UdpRequest.Announce(99, 1, request(1, 50)), FROM)).isEmpty();
    assertThat(ask(new UdpRequest.Scrape(99, 1, List.of(TORRENT)), FROM)).isEmpty();
    assertThat(ask(new UdpRequest.Connect(1), FROM)).isPresent();
    assertThat(out.remaining()).isEqualTo(16);
    assertThat(traffic.dropped.sum()).isEqualTo(2);
    long id = connect(FROM);
    assertThat(ask(new UdpRequest.Announce(id, 1, request(1, 50)), FROM_V6)).isEmpty();
    assertThat(ask(new UdpRequest.Announce(id, 1, request(1, 50)), FROM)).isPresent();
    clock.pass(Duration.ofMinutes(5));
    assertThat(ask(new UdpRequest.Announce(id, 1, request(1, 50)), FROM)).isEmpty();
  }

  @Test
  void peersHearOfEachOtherWhereThePacketsComeFrom() {
    announce(FROM, 1001, 50);
    UdpResponse.Announced second = announce(FROM, 1002, 50);
    assertThat(second.transaction()).isEqualTo(4);
    assertThat(second.answer().leechers()).isEqualTo(2);
    assertThat(second.answer().locators()).hasToString("[198.18.0.1:1001]");
    assertThat(announce(FROM_V6, 1003, 50).answer().locators()).isEmpty();
    assertThat(announce(FROM_V6, 1004, 50).answer().locators())
        .hasToString("[[2001:db8:0:0:0:0:0:7]:1003]");
  }

  @Test
  void anAnswerFitsAPacketOfEitherFamily() {
    for (int port = 1; port <= 300; port++) {
      announce(FROM, port, 0);
      announce(FROM_V6, port, 0);
    }
    assertThat(announce(FROM, 1, 5000).answer().peers()).hasSize(200);
    assertThat(announce(FROM_V6, 1, 5000).answer().peers()).hasSize(66);
    assertThat(out.limit()).isLessThanOrEqualTo(1280 - 40 - 8);
  }

  @Test
  void aScrapeIsAnsweredInItsOrder() {
    announce(FROM, 1, 0);
    Hash other = Hash.ofHex("ff02030405060708090a0b0c0d0e0f1011121314");
    UdpRequest scrape = new UdpRequest.Scrape(connect(FROM), 8, List.of(other, TORRENT));
    assertThat(((UdpResponse.Scraped) ask(scrape, FROM).orElseThrow()).swarms())
        .containsExactly(Scrape.NOTHING, new Scrape(0, 0, 1));
    ByteBuffer none = UdpAnnounce.encode(scrape).limit(16 + 19);
    assertThat(ask(none, FROM)).isEmpty();
  }

  @Test
  void aPasskeyComesWithThePathEvenInParts() {
    Gate gate = FakeUsers.gateForOne("0123456789abcdef0123456789abcdef");
    talk = talk(new Service(gate, desk(), clock, event -> {}));
    String path = "/0123456789abcdef0123456789abcdef/announce";
    assertThat(withPath("")).isInstanceOf(UdpResponse.Failed.class);
    assertThat(ask(new UdpRequest.Scrape(connect(FROM), 8, List.of(TORRENT)), FROM).orElseThrow())
        .as("nobody can show a passkey")
        .isInstanceOf(UdpResponse.Failed.class);
    assertThat(withPath("\1\2" + (char) path.length() + path + "\0junk"))
        .isInstanceOf(UdpResponse.Announced.class);
    String parts = "\2\5" + path.substring(0, 5) + "\1\2" + (char) (path.length() - 5);
    assertThat(withPath(parts + path.substring(5))).isInstanceOf(UdpResponse.Announced.class);
    assertThat(withPath("\2\377" + path)).as("a length that lies").isNotNull();
  }

  private UdpResponse withPath(String options) {
    ByteBuffer announce =
        UdpAnnounce.encode(new UdpRequest.Announce(connect(FROM), 1, request(1, 50)));
    byte[] more = options.getBytes(StandardCharsets.ISO_8859_1);
    ByteBuffer whole = ByteBuffer.allocate(announce.remaining() + more.length);
    return ask(whole.put(announce).put(more).flip(), FROM).orElseThrow();
  }

  @Test
  void aMistakeOfOursCostsOneDatagramAndIsTold() {
    List<TrackerEvent> events = new ArrayList<>();
    Desk broken =
        new Desk() {
          @Override
          public Outcome announce(Announce announce) {
            throw new IllegalStateException("broken");
          }

          @Override
          public List<Scrape> scrape(List<InfoHash> infoHashes) {
            return List.of();
          }
        };
    talk = talk(new Service(Gate.open(), broken, clock, events::add));
    long id = connect(FROM);
    assertThat(ask(new UdpRequest.Announce(id, 1, request(1, 50)), FROM)).isEmpty();
    assertThat(events).hasSize(1);
    assertThat(connect(FROM)).isEqualTo(id);
  }
}
