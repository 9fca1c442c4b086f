package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * transmission-daemon, by its control interface.
 *
 * @param encrypted whether it takes encrypted connections only, or both
 */
record Transmission(boolean encrypted) implements OtherClient {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static final String STATUS =
      """
      {"method": "torrent-get", "arguments": {"fields": ["status"]}}
      """;

  private static final String TRACKERS =
      """
      {"method": "torrent-get", "arguments": {"fields": ["trackerStats"]}}
      """;

  @Override
  public boolean isInstalled() {
    return OtherClient.isOnPath("transmission-daemon");
  }

  /** It refuses 127.0.0.0/8 as the address of a peer, but takes connections from there. */
  @Override
  public boolean dialsLoopback() {
    return false;
  }

  /** Version 3 has trouble to connect so, and takes peers for those of IPv4. */
  @Override
  public boolean asksOverUdp6() {
    return false;
  }

  /** Version 3 leaves them out. */
  @Override
  public boolean makesEmptyFiles() {
    return false;
  }

  @Override
  public void seed(Workplace work, InetSocketAddress at, Torrent torrent, Path folder) {
    start(work, at, torrent.file().toString(), folder);
  }

  @Override
  public Fetching get(Workplace work, InetSocketAddress at, String link, Path folder) {
    Daemon daemon = start(work, at, link, folder);
    return () -> daemon.program.await("seeding", daemon::isSeeding);
  }

  /** Serves what lies in a folder and scrapes of itself: all that it knows of its tracker then. */
  String scrape(Workplace work, InetSocketAddress at, Torrent torrent, Path folder) {
    Daemon daemon = start(work, at, torrent.file().toString(), folder);
    daemon.program.await("a scrape", daemon::hasScraped);
    return daemon.call(TRACKERS).orElseThrow();
  }

  private Daemon start(Workplace work, InetSocketAddress at, String link, Path folder) {
    InetSocketAddress control = work.address();
    Path home = work.home();
    Path watched = work.folder(home.getFileName() + "/watched");
    boolean magnet = link.startsWith("magnet:");
    try {
      if (!magnet) { // it takes what lies there, also where nobody gets at its control interface
        Files.copy(Path.of(link), watched.resolve("a.torrent"));
      }
      Files.writeString(
          home.resolve("settings.json"),
          """
          {
            "bind-address-ipv%d": "%s", "peer-port": %d, "peer-port-random-on-start": false,
            "rpc-enabled": true, "rpc-bind-address": "%s", "rpc-port": %d,
            "rpc-whitelist-enabled": false, "rpc-host-whitelist-enabled": false,
            "dht-enabled": false, "lpd-enabled": false, "pex-enabled": false, "utp-enabled": false,
            "port-forwarding-enabled": false, "encryption": %d, "download-queue-enabled": false,
            "watch-dir-enabled": true, "watch-dir": "%s", "download-dir": "%s"
          }
          """
              .formatted(
                  OtherClient.isV6(at) ? 6 : 4,
                  at.getHostString(),
                  at.getPort(),
                  control.getHostString(),
                  control.getPort(),
                  encrypted ? 2 : 0,
                  watched,
                  folder));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Daemon daemon =
        new Daemon(
            work.start(List.of("transmission-daemon", "-f", "-g", home.toString(), "--log-error")),
            URI.create(
                "http://%s:%d/transmission/rpc"
                    .formatted(control.getHostString(), control.getPort())));
    if (magnet) {
      daemon.program.await("control interface", () -> daemon.call(STATUS).isPresent());
      daemon.add(link, folder);
    }
    return daemon;
  }

  /** A daemon and where it is told what to do. */
  private record Daemon(RunningProgram program, URI control) {
    private static final String SESSION = "X-Transmission-Session-Id";
    private static final int CONFLICT = 409;

    void add(String link, Path folder) {
      String request =
          """
          {"method": "torrent-add", "arguments": {"filename": "%s", "download-dir": "%s"}}
          """
              .formatted(link, folder);
      assertThat(call(request).orElseThrow()).contains("\"result\":\"success\"");
    }

    boolean hasScraped() {
      return call(TRACKERS)
          .filter(answer -> answer.contains("\"lastScrapeSucceeded\":true"))
          .isPresent();
    }

    boolean isSeeding() {
      return call(STATUS).filter(answer -> answer.contains("\"status\":6")).isPresent();
    }

    /** The answer to a request; empty while nobody listens. */
    Optional<String> call(String request) {
      try {
        HttpResponse<String> answer = send(request, "");
        if (answer.statusCode() == CONFLICT) { // says which session id it wants
          answer = send(request, answer.headers().firstValue(SESSION).orElseThrow());
        }
        return Optional.of(answer.body());
      } catch (IOException notYet) {
        return Optional.empty();
      } catch (InterruptedException stopped) {
        throw new AssertionError(stopped);
      }
    }

    private HttpResponse<String> send(String request, String session)
        throws IOException, InterruptedException {
      HttpRequest.Builder post =
          HttpRequest.newBuilder(control)
              .timeout(RunningProgram.PATIENCE)
              .header(SESSION, session)
              .POST(HttpRequest.BodyPublishers.ofString(request));
      return HTTP.send(post.build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  @Override
  public String toString() {
    return "transmission";
  }
}
