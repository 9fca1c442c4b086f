package dev.shoal.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Bytes;
import dev.shoal.base.Locator;
import dev.shoal.host.PeerView;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerLinesTest {
  private static PeerView peer(int last, String client, double have, long up, long down) {
    InetAddress address = InetAddress.ofLiteral("203.0.113." + last);
    var at = new Locator.Ip(address, 51413);
    return new PeerView(at, 51413, client, have, down, up, 0, true, false);
  }

  @Test
  void eachPeerHasALineTheBusiestFirst() {
    List<PeerView> peers =
        List.of(
            peer(7, "Transmission 3.00", 0.61, 38 * Bytes.MIB, 0),
            peer(200, "aria2 1.36.0", 1, 0, 0),
            peer(9, "libtorrent", 0.999, 40 * Bytes.MIB, Bytes.KIB));
    assertThat(PeerLines.of(peers, 10, 100))
        .containsExactly(
            "  203.0.113.9:51413      libtorrent                 99%  up 40.0 MiB/s"
                + "  down 1.00 KiB/s",
            "  203.0.113.7:51413      Transmission 3.00          61%  up 38.0 MiB/s",
            "  203.0.113.200:51413    aria2 1.36.0              100%");
  }

  @Test
  void theRestIsCounted() {
    List<PeerView> peers =
        List.of(peer(1, "a", 0, 0, 0), peer(2, "b", 0, 0, 0), peer(3, "c", 0, 0, 0));
    assertThat(PeerLines.of(peers, 2, 30))
        .containsExactly("  203.0.113.1:51413        0%", "  and 2 more peers");
    assertThat(PeerLines.of(peers, 0, 30)).isEmpty();
  }

  @Test
  void aStrangersNameMovesNothing() {
    assertThat(PeerLines.of(List.of(peer(1, "\u001b[2J\nboo", 0, 0, 0)), 1, 100))
        .singleElement()
        .asString()
        .doesNotContain("\u001b", "\n")
        .contains("boo");
  }
}
