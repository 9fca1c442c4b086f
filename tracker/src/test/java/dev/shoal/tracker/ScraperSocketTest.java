package dev.shoal.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.announce.AnnounceException;
import dev.shoal.announce.AnnounceRequest;
import dev.shoal.announce.HttpAnnounce;
import dev.shoal.announce.NamedTracker;
import dev.shoal.announce.PeerId;
import dev.shoal.announce.Scrape;
import dev.shoal.announce.Scraper;
import dev.shoal.base.Hash;
import dev.shoal.net.Binding;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Http;
import dev.shoal.net.Nearness;
import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scrapes of {@code announce} and the tracker, over real sockets. */
class ScraperSocketTest {
  private static final Hash TORRENT = Hash.ofHex("0102030405060708090a0b0c0d0e0f1011121314");
  private static final Hash UNKNOWN = Hash.ofHex("ff02030405060708090a0b0c0d0e0f1011121314");

  private final TestHost host = new TestHost(1);
  private final Tracker tracker = Tracker.start(TrackerSettings.on(Binding.loopback()));
  private final Scraper scraper = new Scraper(host);

  @AfterEach
  void close() throws Exception {
    tracker.close();
    host.close();
  }

  private URI uri(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + tracker.httpPort().orElseThrow() + path);
  }

  private void announce(int port, long left) {
    AnnounceRequest request =
        new AnnounceRequest(
            TORRENT,
            PeerId.create(new SplittableRandom(port)),
            port,
            0,
            0,
            left,
            AnnounceRequest.Event.STARTED,
            0,
            port);
    URI uri = HttpAnnounce.announce(uri("http", "/announce"), request, "");
    assertThat(
            host.http()
                .get(new Http.Query(uri, Nearness.LOOPBACK, 10_000, Duration.ofSeconds(10)))
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "udp"})
  void itTellsHowASwarmStands(String scheme) {
    announce(1001, 0);
    announce(1002, 5);
    announce(1003, 6);
    NamedTracker named = NamedTracker.byPerson(uri(scheme, "/announce"));
    assertThat(scraper.scrape(named, TORRENT)).isEqualTo(new Scrape(1, 0, 2));
    assertThat(scraper.scrape(named, UNKNOWN)).isEqualTo(new Scrape(0, 0, 0));
    assertThat(scraper.scrape(named, TORRENT)).as("nobody joined").isEqualTo(new Scrape(1, 0, 2));
  }

  @Test
  void whatCannotBeAskedIsSaid() {
    assertThatThrownBy(() -> scraper.scrape(NamedTracker.byPerson(uri("http", "/other")), TORRENT))
        .isInstanceOf(AnnounceException.class)
        .hasMessage("its address is not one for scrapes");
    assertThatThrownBy(
            () -> scraper.scrape(NamedTracker.byPerson(uri("http", "/x/announce")), TORRENT))
        .hasMessage("HTTP status 404");
    assertThatThrownBy(
            () -> scraper.scrape(NamedTracker.byPerson(URI.create("wss://t/announce")), TORRENT))
        .hasMessageStartingWith("not an address of");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "udp"})
  void strangersCannotMakeItSpeakToThisMachine(String scheme) {
    NamedTracker named = NamedTracker.byStranger(uri(scheme, "/announce"));
    assertThatThrownBy(() -> scraper.scrape(named, TORRENT))
        .isInstanceOf(ConnectionException.class)
        .hasMessageContaining("nearer than who named it");
  }
}
