package dev.shoal.bittorrent.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import dev.shoal.bittorrent.extension.UtPex.Peer;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeerExchangeTest {
  private static final long MINUTE = PeerExchange.MINUTE_NANOS;
  private final PeerExchange exchange = new PeerExchange(at(1));

  private static Locator.Ip at(int number) {
    return new Locator.Ip(InetAddress.ofLiteral("192.0.2." + number), 6881);
  }

  private static List<Peer> peers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> new Peer(at(i), 0)).toList();
  }

  @Test
  void onceAMinuteAndOnlyWhatChanged() {
    assertThat(exchange.next(peers(1, 1), 0)).as("it is told of itself").isEmpty();
    UtPex first = exchange.next(peers(1, 3), 0).orElseThrow();
    assertThat(first.added()).isEqualTo(peers(2, 3));
    assertThat(exchange.next(peers(1, 4), MINUTE - 1)).as("too soon").isEmpty();
    UtPex second = exchange.next(peers(3, 4), MINUTE).orElseThrow();
    assertThat(second.added()).isEqualTo(peers(4, 4));
    assertThat(second.dropped()).containsExactly(at(2));
    assertThat(exchange.next(peers(3, 4), 2 * MINUTE)).as("nothing changed").isEmpty();
  }

  @Test
  void fiftyAtMost() {
    UtPex first = exchange.next(peers(2, 120), 0).orElseThrow();
    assertThat(first.added()).hasSize(UtPex.MAX_PEERS);
    UtPex second = exchange.next(List.of(), MINUTE).orElseThrow();
    assertThat(second.dropped()).hasSize(UtPex.MAX_PEERS);
  }

  @Test
  void nobodyNamesMoreThanItsShare() {
    UtPex hundred = new UtPex(peers(2, 101), List.of());
    assertThat(exchange.heard(hundred, true, 0)).hasSize(100);
    assertThat(exchange.heard(hundred, true, MINUTE / 2)).as("too soon").isEmpty();
    for (int i = 1; i < 10; i++) {
      exchange.heard(hundred, true, i * MINUTE);
    }
    assertThat(exchange.heard(hundred, true, 10 * MINUTE)).as("enough of it").isEmpty();
  }

  @Test
  void whoHasEverythingWantsNoSeeds() {
    UtPex message = new UtPex(List.of(new Peer(at(2), Peer.SEED), new Peer(at(3), 0)), List.of());
    assertThat(exchange.heard(message, false, 0)).containsExactly(at(3));
  }
}
