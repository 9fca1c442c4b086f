package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Other programs scrape Shoal's tracker (BEP 15, 48). aria2 cannot, rtorrent does so by HTTP alone,
 * and qBittorrent lets libtorrent do it, but for no torrent that runs.
 */
@Tag("all")
@Execution(ExecutionMode.CONCURRENT)
class TrackerScrapeTest {
  @TempDir private Path root;
  private Workplace work;
  private Tracker tracker;

  @BeforeEach
  void begin() {
    work = new Workplace(root);
  }

  @AfterEach
  void end() {
    work.close();
  }

  @ParameterizedTest
  @CsvSource({"http, 127.0.0.1", "udp, 127.0.0.1", "http, ::1", "udp, ::1"})
  void libtorrentDoes(String scheme, String host) {
    Libtorrent client = new Libtorrent(false);
    client.orSkip();
    Torrent torrent = swarm(scheme, host);
    String scraped = client.scrape(work, address(host), torrent, work.folder("original"));
    assertThat(scraped).isEqualTo("scraped 2 1");
  }

  @ParameterizedTest
  @CsvSource({"http, 127.0.0.1", "udp, 127.0.0.1", "http, ::1"})
  void transmissionDoes(String scheme, String host) {
    Transmission client = new Transmission(false);
    client.orSkip();
    Torrent torrent = swarm(scheme, host);
    String scraped = client.scrape(work, address(host), torrent, work.folder("original"));
    assertThat(scraped).contains("\"seederCount\":2", "\"leecherCount\":1", "\"downloadCount\":1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void rtorrentDoes(String host) {
    RTorrent client = new RTorrent(false);
    client.orSkip();
    Torrent torrent = swarm("http", host);
    String scraped = client.scrape(work, address(host), torrent, work.folder("original"));
    assertThat(scraped).endsWith("complete:1 incomplete:1 downloaded:1.");
  }

  /** A torrent that two made-up peers have announced, one of which says that it has just got it. */
  private Torrent swarm(String scheme, String host) {
    tracker = new Tracker(work, address(host));
    Shape shape = Shape.little("little");
    Path original = shape.make(work.folder("original"));
    Path file = root.resolve("made.torrent");
    Torrent torrent = Torrent.make(file, shape, original, tracker.url(scheme));
    tracker.announce(torrent.infoHash(), "port=1&left=9&compact=1");
    tracker.announce(torrent.infoHash(), "port=2&left=0&compact=1&event=completed");
    return torrent;
  }

  private InetSocketAddress address(String host) {
    return host.contains(":") ? work.address(host) : work.address();
  }
}
