package dev.shoal.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers with not one address of IPv4. */
class Ipv6Test {
  private static final String HOST = "::1";

  @TempDir private Path root;
  private Workplace work;
  private Path original;
  private Path copy;

  @BeforeEach
  void begin() throws SocketException {
    assumeTrue(
        NetworkInterface.getByInetAddress(InetAddress.ofLiteral(HOST)) != null,
        "this machine has no IPv6 on loopback");
    work = new Workplace(root);
    original = Shape.FOLDER.make(work.folder("original"));
    copy = work.folder("copy");
  }

  @AfterEach
  void end() {
    if (work != null) {
      work.close();
    }
  }

  /** The tracker names the peer, by the addresses of BEP 7 or the longer ones of BEP 15. */
  @ParameterizedTest
  @ValueSource(strings = {"http", "udp"})
  void byATracker(String scheme) {
    Tracker tracker = new Tracker(work, work.address(HOST));
    Torrent torrent = torrent(tracker.url(scheme));
    node(work.address(HOST), "share", original.toString(), "--torrent", torrent.file().toString());
    tracker.awaitSeed(torrent.infoHash());
    get(torrent.magnet(tracker.url(scheme)));
  }

  @Test
  void byThePersonsWord() {
    Torrent torrent = torrent("http://[::1]:1/announce");
    InetSocketAddress at = work.address(HOST);
    Shoal sharer =
        node(at, "share", original.toString(), "--torrent", torrent.file() + "", "--no-trackers");
    sharer.await("link");
    get(torrent.file().toString(), "--no-trackers", "--peer", Workplace.text(at));
  }

  private Torrent torrent(String tracker) {
    return Torrent.make(root.resolve("made.torrent"), Shape.FOLDER, original, tracker);
  }

  private Shoal node(InetSocketAddress at, String... arguments) {
    return Shoal.node(work, at, work.home(), arguments);
  }

  private void get(String link, String... more) {
    List<String> get = new ArrayList<>(List.of("get", link, "--to", copy.toString()));
    get.addAll(List.of(more));
    node(work.address(HOST), get.toArray(String[]::new)).awaitExit(0);
    Shape.FOLDER.assertIn(copy, original);
  }
}
