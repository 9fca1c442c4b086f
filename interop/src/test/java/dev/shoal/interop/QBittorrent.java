package dev.shoal.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * qbittorrent-nox, watched by its control interface.
 *
 * @param encrypted whether it takes encrypted connections only, or plain ones only
 */
record QBittorrent(boolean encrypted) implements OtherClient {
  /** Of the only torrent: all is there, checked, and served. */
  private static final Pattern SEEDING = Pattern.compile("\"state\":\"(uploading|stalledUP)\"");

  @Override
  public boolean isInstalled() {
    return OtherClient.isOnPath("qbittorrent-nox");
  }

  @Override
  public void seed(Workplace work, InetSocketAddress at, Torrent torrent, Path folder) {
    start(work, at, torrent.file().toString(), folder);
  }

  @Override
  public Fetching get(Workplace work, InetSocketAddress at, String link, Path folder) {
    return start(work, at, link, folder);
  }

  private Fetching start(Workplace work, InetSocketAddress at, String link, Path folder) {
    InetSocketAddress control = work.address();
    Path home = work.home();
    try {
      Files.writeString(
          Files.createDirectories(home.resolve("qBittorrent/config")).resolve("qBittorrent.conf"),
          settings(at, control));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    RunningProgram program =
        work.start(
            List.of(
                "qbittorrent-nox",
                "--profile=" + home,
                "--save-path=" + folder,
                "--skip-dialog=true",
                link));
    URI status =
        URI.create(
            "http://%s:%d/api/v2/torrents/info"
                .formatted(control.getHostString(), control.getPort()));
    return () -> program.await("seeding", () -> SEEDING.matcher(answer(status)).find());
  }

  private String settings(InetSocketAddress at, InetSocketAddress control) {
    return """
    [LegalNotice]
    Accepted=true

    [BitTorrent]
    Session\\InterfaceAddress=%s
    Session\\Port=%d
    Session\\BTProtocol=TCP
    Session\\Encryption=%d
    Session\\DHTEnabled=false
    Session\\LSDEnabled=false
    Session\\PeXEnabled=false
    Session\\QueueingSystemEnabled=false

    [Network]
    PortForwardingEnabled=false

    [Preferences]
    WebUI\\Address=%s
    WebUI\\Port=%d
    WebUI\\LocalHostAuth=false
    WebUI\\HostHeaderValidation=false
    WebUI\\UseUPnP=false
    """
        .formatted(
            at.getHostString(),
            at.getPort(),
            encrypted ? 1 : 2,
            control.getHostString(),
            control.getPort());
  }

  /** What it says; nothing while it does not listen yet. */
  private static String answer(URI question) {
    try (InputStream answer = question.toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException notYet) {
      return "";
    }
  }

  @Override
  public String toString() {
    return "qbittorrent";
  }
}
