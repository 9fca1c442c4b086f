package dev.shoal.announce;

import static dev.shoal.announce.Samples.REQUEST;
import static dev.shoal.announce.Samples.ip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.announce.UdpExchange.Action;
import dev.shoal.announce.UdpExchange.Event;
import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.testkit.Property;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** One exchange in virtual time; the origin is near the overflow of the clock. */
class UdpExchangeStory {
  private static final long ORIGIN = Long.MAX_VALUE - Duration.ofSeconds(50).toNanos();
  private static final Locator.Ip TRACKER = ip("192.0.2.1", 80);

  private final List<String> sent = new ArrayList<>(); // "second kind"
  private final List<UdpRequest> requests = new ArrayList<>();
  private Optional<TrackerReply> reply = Optional.empty();
  private long now = ORIGIN;
  private long wake;
  private UdpExchange exchange = exchange(Duration.ofHours(1));

  private static UdpExchange exchange(Duration patience) {
    return new UdpExchange(
        TRACKER,
        (connection, transaction) -> new UdpRequest.Announce(connection, transaction, REQUEST),
        patience,
        new SplittableRandom(1));
  }

  private long second() {
    return Duration.ofNanos(now - ORIGIN).toSeconds();
  }

  private void on(Event event) {
    wake = exchange.on(event, now, this::carryOut);
  }

  private void carryOut(Action action) {
    switch (action) {
      case Action.Send(ByteBuffer datagram) -> {
        UdpRequest request = UdpAnnounce.decodeRequest(datagram);
        requests.add(request);
        sent.add(second() + (request instanceof UdpRequest.Connect ? " connect" : " announce"));
      }
      case Action.Done(UdpResponse done) -> {
        assertThat(reply).isEmpty();
        reply = Optional.of(UdpAsker.reply(done));
      }
    }
  }

  /** Silence until a second; ticks come when asked for. */
  private void silentUntil(long second) {
    long until = ORIGIN + Duration.ofSeconds(second).toNanos();
    while (wake != Long.MAX_VALUE && wake - until <= 0) {
      now = wake;
      on(new Event.Tick());
    }
    now = until;
  }

  private void answer(UdpResponse response) {
    answer(TRACKER, response);
  }

  private void answer(Locator.Ip from, UdpResponse response) {
    on(new Event.Received(from, UdpAnnounce.encode(response, false)));
  }

  private int open() {
    return requests.getLast().transaction();
  }

  @Test
  void theUsualWay() {
    on(new Event.Begin());
    answer(new UdpResponse.Connected(open(), 42));
    assertThat(requests.getLast()).isEqualTo(new UdpRequest.Announce(42, open(), REQUEST));
    assertThat(requests.getFirst().transaction()).isNotEqualTo(open());
    TrackerReply.Answer answer = TrackerReply.Answer.of(60, 1, 2, List.of());
    answer(new UdpResponse.Announced(open(), answer));
    assertThat(reply).contains(answer);
    assertThat(wake).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void silenceOnConnectAsInTheExampleOfBep15() {
    on(new Event.Begin());
    silentUntil(3600);
    assertThat(sent)
        .containsExactly(
            "0 connect",
            "15 connect",
            "45 connect",
            "105 connect",
            "225 connect",
            "465 connect",
            "945 connect",
            "1905 connect");
    assertThat(reply).contains(TrackerReply.Failure.because("no answer"));
    assertThat(requests).containsOnly(requests.getFirst());
  }

  @Test
  void silenceOnAnnounceAsInTheExampleOfBep15() {
    on(new Event.Begin());
    silentUntil(1);
    answer(new UdpResponse.Connected(open(), 42));
    silentUntil(227);
    assertThat(sent)
        .containsExactly(
            "0 connect", "1 announce", "16 announce", "46 announce", "106 connect", "226 connect");
  }

  @Test
  void theCallersPatienceEndsIt() {
    exchange = exchange(Duration.ofSeconds(20));
    on(new Event.Begin());
    silentUntil(19);
    assertThat(reply).isEmpty();
    silentUntil(20);
    assertThat(reply).isPresent();
    assertThat(sent).containsExactly("0 connect", "15 connect");
  }

  @Test
  void doublingsStopAtEight() {
    exchange = exchange(Duration.ofDays(1));
    on(new Event.Begin());
    silentUntil(Duration.ofHours(6).toSeconds());
    assertThat(sent).contains("3825 connect", "7665 connect", "11505 connect", "15345 connect");
  }

  @Test
  void strangersAndStrayNumbersAreIgnored() {
    on(new Event.Begin());
    answer(ip("192.0.2.2", 80), new UdpResponse.Connected(open(), 1));
    answer(ip("192.0.2.1", 81), new UdpResponse.Connected(open(), 1));
    answer(new UdpResponse.Connected(open() + 1, 1));
    answer(new UdpResponse.Failed(open() + 1, "no"));
    answer(new UdpResponse.Announced(open(), TrackerReply.Answer.of(1, 1, 1, List.of())));
    on(new Event.Received(TRACKER, ByteBuffer.allocate(3)));
    assertThat(sent).containsExactly("0 connect");
    assertThat(reply).isEmpty();
    answer(new UdpResponse.Connected(open(), 1));
    answer(new UdpResponse.Connected(open(), 2));
    assertThat(sent).containsExactly("0 connect", "0 announce");
  }

  @Test
  void aLateAnswerToTheFirstDatagramCounts() {
    on(new Event.Begin());
    silentUntil(20);
    answer(new UdpResponse.Connected(requests.getFirst().transaction(), 42));
    assertThat(sent).containsExactly("0 connect", "15 connect", "20 announce");
  }

  @Test
  void aRefusalIsTheReply() {
    on(new Event.Begin());
    answer(new UdpResponse.Connected(open(), 42));
    answer(new UdpResponse.Failed(open(), "not here"));
    assertThat(reply).contains(TrackerReply.Failure.because("not here"));
  }

  @Test
  void aScrapeIsAnsweredByAScrapeAlone() {
    List<Hash> hashes = List.of(REQUEST.infoHash(), REQUEST.infoHash());
    List<UdpResponse> done = new ArrayList<>();
    exchange =
        new UdpExchange(
            TRACKER,
            (connection, transaction) -> new UdpRequest.Scrape(connection, transaction, hashes),
            Duration.ofHours(1),
            new SplittableRandom(1));
    on(new Event.Begin());
    answer(new UdpResponse.Connected(open(), 42));
    assertThat(requests.getLast()).isEqualTo(new UdpRequest.Scrape(42, open(), hashes));
    Scrape swarm = new Scrape(1, 2, 3);
    for (UdpResponse other :
        List.of(
            new UdpResponse.Announced(open(), TrackerReply.Answer.of(1, 1, 1, List.of())),
            new UdpResponse.Scraped(open() + 1, List.of(swarm, swarm)),
            new UdpResponse.Scraped(open(), List.of(swarm)))) {
      answer(other);
      assertThat(wake).isNotEqualTo(Long.MAX_VALUE);
    }
    UdpResponse right = new UdpResponse.Scraped(open(), List.of(swarm, swarm));
    ByteBuffer bytes = UdpAnnounce.encode(right, false);
    exchange.on(
        new Event.Received(TRACKER, bytes),
        now,
        action -> done.add(((Action.Done) action).response()));
    assertThat(done).containsExactly(right);
  }

  @Test
  void thousandsOfMutatedPacketsNeitherBreakItNorEndItWrongly() {
    Property.forAll(
        3000,
        draw -> {
          UdpExchangeStory story = new UdpExchangeStory();
          story.on(new Event.Begin());
          if (draw.oneIn(2)) {
            story.answer(new UdpResponse.Connected(story.open(), 42));
          }
          ByteBuffer good =
              UdpAnnounce.encode(
                  draw.oneIn(2)
                      ? new UdpResponse.Failed(story.open(), "no")
                      : new UdpResponse.Connected(story.open(), 7),
                  false);
          int at = draw.between(0, good.limit() - 1);
          good.put(at, (byte) (good.get(at) ^ draw.between(1, 255)));
          good.limit(draw.between(0, good.limit()));
          story.on(new Event.Received(TRACKER, good));
          if (story.reply.isPresent()) {
            assertThat(good.limit()).isGreaterThanOrEqualTo(8);
            assertThat(good.getInt(4)).isEqualTo(story.open());
          }
        });
  }
}
