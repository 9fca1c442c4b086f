package dev.shoal.interop;

import dev.shoal.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * rtorrent without its screen; a file that it makes tells that it is complete.
 *
 * @param encrypted whether it takes encrypted connections only, or plain ones only
 */
record RTorrent(boolean encrypted) implements OtherClient {
  @Override
  public boolean isInstalled() {
    return OtherClient.isOnPath("rtorrent");
  }

  /** It takes the brackets of such an address for part of it, and peers for those of IPv4. */
  @Override
  public boolean asksOverUdp6() {
    return false;
  }

  @Override
  public void seed(Workplace work, InetSocketAddress at, Torrent torrent, Path folder) {
    start(work, at, folder, load("start", torrent.file().toString()));
  }

  @Override
  public Fetching get(Workplace work, InetSocketAddress at, String link, Path folder) {
    return start(work, at, folder, load("start", link));
  }

  private static String load(String how, String link) {
    return "schedule2 = begin, 0, 0, \"load.%s = \\\"%s\\\"\"".formatted(how, link);
  }

  /**
   * Scrapes by HTTP for a torrent that is stopped, as it does of itself after half a minute: what
   * it then says of the tracker.
   */
  String scrape(Workplace work, InetSocketAddress at, Torrent torrent, Path folder) {
    Path log = work.home().resolve("log");
    String more =
        """
        log.open_file = "log", %s
        log.add_output = "tracker_debug", "log"
        method.set_key = event.download.inserted, 1_send_scrape, "d.tracker.send_scrape=1"
        %s
        """
            .formatted(log, load("normal", torrent.file().toString()));
    start(work, at, folder, more);
    Await.holds(RunningProgram.PATIENCE, () -> "a scrape\n" + work, () -> scraped(log).isPresent());
    return scraped(log).orElseThrow();
  }

  private static Optional<String> scraped(Path log) {
    try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> line.contains("Tracker scrape for")).findFirst();
    } catch (IOException notYet) {
      return Optional.empty();
    }
  }

  private Fetching start(Workplace work, InetSocketAddress at, Path folder, String more) {
    Path home = work.home();
    Path complete = home.resolve("complete");
    String settings =
        """
        system.daemon.set = true
        session.path.set = %s
        directory.default.set = %s
        method.insert = place, simple, "d.directory.set = \\"%s\\""
        method.set_key = event.download.inserted_new, place, "branch = d.is_meta=, , place="
        %s
        network.port_range.set = %d-%d
        network.port_random.set = no
        protocol.encryption.set = %s
        protocol.pex.set = no
        dht.mode.set = disable
        trackers.use_udp.set = yes
        method.set_key = event.download.finished, tell, "execute = touch, %s"
        %s
        """
            .formatted(
                home,
                home,
                folder,
                OtherClient.isV6(at) // it cannot be bound to one of IPv6
                    ? ""
                    : "network.bind_address.set = " + at.getHostString(),
                at.getPort(),
                at.getPort(),
                encrypted ? "allow_incoming,try_outgoing,require,require_RC4" : "none",
                complete,
                more);
    Path file = home.resolve("settings");
    try {
      Files.writeString(file, settings);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    RunningProgram program = work.start(List.of("rtorrent", "-n", "-o", "import=" + file));
    return () -> program.await("complete", () -> Files.exists(complete));
  }

  @Override
  public String toString() {
    return "rtorrent";
  }
}
