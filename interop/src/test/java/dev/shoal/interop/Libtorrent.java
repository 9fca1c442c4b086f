package dev.shoal.interop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;

/**
 * libtorrent-rasterbar by its Python binding.
 *
 * @param encrypted whether it takes encrypted connections only, or plain ones only
 */
record Libtorrent(boolean encrypted) implements OtherClient {
  /** The binding comes with the distribution, so it is the distribution's Python that has it. */
  private static final String PYTHON = "/usr/bin/python3";

  @Override
  public boolean isInstalled() {
    try {
      ProcessBuilder probe = new ProcessBuilder(PYTHON, "-c", "import libtorrent");
      return probe.redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Override
  public void seed(Workplace work, InetSocketAddress at, Torrent torrent, Path folder) {
    start(work, "seed", at, torrent.file().toString(), folder)
        .awaitLine("complete", "complete"::equals);
  }

  @Override
  public Fetching get(Workplace work, InetSocketAddress at, String link, Path folder) {
    RunningProgram peer = start(work, "get", at, link, folder);
    return () -> peer.awaitLine("complete", "complete"::equals);
  }

  /** Serves what lies in a folder and scrapes: what the tracker says of seeds and leechers. */
  String scrape(Workplace work, InetSocketAddress at, Torrent torrent, Path folder) {
    RunningProgram peer = start(work, "scrape", at, torrent.file().toString(), folder);
    peer.awaitLine("a scrape", line -> line.startsWith("scraped"));
    return peer.lines().stream()
        .filter(line -> line.startsWith("scraped"))
        .findFirst()
        .orElseThrow();
  }

  private RunningProgram start(
      Workplace work, String role, InetSocketAddress at, String link, Path folder) {
    try {
      Path script = Path.of(Libtorrent.class.getResource("libtorrent_peer.py").toURI());
      String listen = Workplace.text(at);
      String way = encrypted ? "encrypted" : "plain";
      return work.start(
          List.of(PYTHON, script.toString(), role, way, listen, link, folder.toString()));
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Override
  public String toString() {
    return "libtorrent";
  }
}
