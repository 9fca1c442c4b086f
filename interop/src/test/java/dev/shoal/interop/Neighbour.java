package dev.shoal.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A client of other people that finds peers on the local network and by those it knows, and by
 * nothing else. It listens at {@link #PORT}.
 */
enum Neighbour {
  ARIA2("aria2c") {
    @Override
    List<String> command(Path home, Torrent torrent, Path folder) {
      return List.of(
          "aria2c",
          "--no-conf",
          "--stop-with-process=" + ProcessHandle.current().pid(),
          "--enable-dht=false",
          "--enable-dht6=false",
          "--listen-port=" + PORT,
          "--bt-enable-lpd=true",
          "--check-integrity",
          "--seed-ratio=0.0",
          "--file-allocation=none",
          "--summary-interval=0",
          "--dir=" + folder,
          torrent.file().toString());
    }
  },
  TRANSMISSION("transmission-daemon") {
    @Override
    List<String> command(Path home, Torrent torrent, Path folder) {
      write(
          home.resolve("settings.json"),
          """
          {
            "rpc-enabled": false, "dht-enabled": false, "lpd-enabled": true, "pex-enabled": true,
            "utp-enabled": false, "port-forwarding-enabled": false, "download-dir": "%s",
            "peer-port": %d, "download-queue-enabled": false,
            "watch-dir-enabled": true, "watch-dir": "%s"
          }
          """
              .formatted(folder, PORT, watched(home, torrent)));
      return List.of("transmission-daemon", "-f", "-g", home.toString(), "--log-error");
    }

    // it takes what lies there, and renames it
    private Path watched(Path home, Torrent torrent) {
      try {
        Path watched = Files.createDirectory(home.resolve("watched"));
        Files.copy(torrent.file(), watched.resolve("a.torrent"));
        return watched;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  },
  QBITTORRENT("qbittorrent-nox") {
    @Override
    List<String> command(Path home, Torrent torrent, Path folder) {
      write(
          home.resolve("qBittorrent/config/qBittorrent.conf"),
          """
          [LegalNotice]
          Accepted=true

          [BitTorrent]
          Session\\BTProtocol=TCP
          Session\\DHTEnabled=false
          Session\\LSDEnabled=true
          Session\\PeXEnabled=true
          Session\\Port=6881
          Session\\QueueingSystemEnabled=false

          [Network]
          PortForwardingEnabled=false

          [Preferences]
          WebUI\\Enabled=false
          """);
      return List.of(
          "qbittorrent-nox",
          "--profile=" + home,
          "--save-path=" + folder,
          "--skip-dialog=true",
          torrent.file().toString());
    }
  },
  LIBTORRENT("python3") {
    @Override
    List<String> command(Path home, Torrent torrent, Path folder) {
      try {
        Path script = Path.of(Neighbour.class.getResource("libtorrent_neighbour.py").toURI());
        return List.of(
            "/usr/bin/python3", script.toString(), torrent.file().toString(), folder.toString());
      } catch (URISyntaxException impossible) {
        throw new AssertionError(impossible);
      }
    }

    @Override
    boolean isInstalled() {
      return new Libtorrent(false).isInstalled();
    }
  };

  /** Where all of them listen. */
  static final int PORT = 6881;

  private final String program;

  Neighbour(String program) {
    this.program = program;
  }

  /** Gets a torrent into a folder, and serves what it has; it looks at what is there first. */
  abstract List<String> command(Path home, Torrent torrent, Path folder);

  /** Whether it is on this machine. */
  boolean isInstalled() {
    return OtherClient.isOnPath(program);
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
