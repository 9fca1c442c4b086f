package dev.shoal.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

  @Override
  public void seed(Workplace work, InetSocketAddress at, Torrent torrent, Path folder) {
    start(work, at, torrent.file().toString(), folder);
  }

  @Override
  public Fetching get(Workplace work, InetSocketAddress at, String link, Path folder) {
    return start(work, at, link, folder);
  }

  private Fetching start(Workplace work, InetSocketAddress at, String link, Path folder) {
    Path home = work.home();
    Path complete = home.resolve("complete");
    String settings =
        """
        system.daemon.set = true
        session.path.set = %s
        directory.default.set = %s
        method.insert = place, simple, "d.directory.set = \\"%s\\""
        method.set_key = event.download.inserted_new, place, "branch = d.is_meta=, , place="
        network.bind_address.set = %s
        network.port_range.set = %d-%d
        network.port_random.set = no
        protocol.encryption.set = %s
        protocol.pex.set = no
        dht.mode.set = disable
        trackers.use_udp.set = yes
        method.set_key = event.download.finished, tell, "execute = touch, %s"
        schedule2 = begin, 0, 0, "load.start = \\"%s\\""
        """
            .formatted(
                home,
                home,
                folder,
                at.getHostString(),
                at.getPort(),
                at.getPort(),
                encrypted ? "allow_incoming,try_outgoing,require,require_RC4" : "none",
                complete,
                link);
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
