package dev.shoal.bittorrent.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import dev.shoal.bittorrent.extension.UtPex.Peer;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeerExchangeTest {
  private static final long MINUTE = PeerExchange.MINUTE_NANOS;
  private final PeerExchange exchange = new PeerExchange();
  private final LeftLately lately = new LeftLately();

  private static Locator.Ip at(int number) {
    return new Locator.Ip(InetAddress.ofLiteral("192.0.2." + number), 6881);
  }

  private static List<Peer> peers(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> new Peer(at(i), 0)).toList();
  }

  private Optional<UtPex> next(List<Peer> connected, long nanos) {
    return exchange.next(connected, lately.all(), nanos);
  }

  @Test
  void onceAMinuteAndOnlyWhatChanged() {
    assertThat(next(List.of(), 0)).as("nobody is there").isEmpty();
    assertThat(next(peers(2, 3), 0).orElseThrow().added()).isEqualTo(peers(2, 3));
    assertThat(next(peers(2, 4), MINUTE - 1)).as("too soon").isEmpty();
    UtPex second = next(peers(3, 4), MINUTE).orElseThrow();
    assertThat(second.added()).isEqualTo(peers(4, 4));
    assertThat(second.dropped()).containsExactly(at(2));
    assertThat(next(peers(3, 4), 2 * MINUTE)).as("nothing changed").isEmpty();
  }

  @Test
  void fiftyAtMost() {
    UtPex first = next(peers(2, 120), 0).orElseThrow();
    assertThat(first.added()).hasSize(UtPex.MAX_PEERS);
    UtPex second = next(List.of(), MINUTE).orElseThrow();
    assertThat(second.dropped()).hasSize(UtPex.MAX_PEERS);
  }

  @Test
  void whomASeedLetGoIsToldOfOnceAndThenDropped() {
    peers(2, 40).forEach(lately::add);
    UtPex first = next(List.of(), 0).orElseThrow();
    assertThat(first.added()).as("the last of them").isEqualTo(peers(16, 40));
    UtPex second = next(List.of(), MINUTE).orElseThrow();
    assertThat(second.added()).isEmpty();
    assertThat(second.dropped()).hasSize(LeftLately.MAX);
    assertThat(next(List.of(), 2 * MINUTE)).as("drained").isEmpty();
    lately.add(new Peer(at(20), 0));
    assertThat(next(List.of(), 3 * MINUTE).orElseThrow().added()).isEqualTo(peers(20, 20));
  }

  @Test
  void whomItLetGoIsNotToldOfWhereManyAreConnected() {
    lately.add(new Peer(at(100), 0));
    lately.add(new Peer(at(3), 0)); // and is back
    UtPex message = next(peers(1, PeerExchange.FEW), 0).orElseThrow();
    assertThat(message.added()).isEqualTo(peers(1, PeerExchange.FEW));
  }

  @Test
  void onlyWhatComesOnceAMinuteIsHeard() {
    UtPex hundred = new UtPex(peers(2, 101), List.of());
    assertThat(exchange.heard(hundred, true, 0)).hasSize(100);
    assertThat(exchange.heard(hundred, true, MINUTE / 2)).as("too soon").isEmpty();
    assertThat(exchange.heard(hundred, true, MINUTE)).hasSize(100);
  }

  @Test
  void ofManyPortsOfOneAddressOneIsHeard() {
    Peer other = new Peer(new Locator.Ip(at(2).address(), 80), 0);
    Peer near = new Peer(new Locator.Ip(InetAddress.getLoopbackAddress(), 1), 0);
    Peer beside = new Peer(new Locator.Ip(InetAddress.getLoopbackAddress(), 2), 0);
    UtPex message = new UtPex(List.of(new Peer(at(2), 0), other, near, beside), List.of());
    assertThat(exchange.heard(message, true, 0))
        .containsExactly(at(2), near.locator(), beside.locator());
  }

  @Test
  void whoHasEverythingWantsNoSeeds() {
    UtPex message = new UtPex(List.of(new Peer(at(2), Peer.SEED), new Peer(at(3), 0)), List.of());
    assertThat(exchange.heard(message, false, 0)).containsExactly(at(3));
  }
}
