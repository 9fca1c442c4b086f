package dev.shoal.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownPeersTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final Locator.Ip V4 = new Locator.Ip(InetAddress.ofLiteral("198.18.0.1"), 65_535);
  private static final Locator.Ip V6 = new Locator.Ip(InetAddress.ofLiteral("2001:db8::1"), 1);

  private static List<Locator.Ip> some(int count) {
    InetAddress address = V4.address();
    return IntStream.rangeClosed(1, count).mapToObj(i -> new Locator.Ip(address, i)).toList();
  }

  @Test
  void thereAndBack() {
    KnownPeers peers = KnownPeers.NONE.with(List.of(V4, V6), NOW);
    assertThat(KnownPeers.decode(peers.encode())).isEqualTo(peers);
    assertThat(KnownPeers.decode(KnownPeers.NONE.encode())).isEqualTo(KnownPeers.NONE);
    KnownPeers full = KnownPeers.NONE.with(some(99), NOW);
    assertThat(KnownPeers.decode(full.encode()).fresh(NOW)).hasSize(KnownPeers.MAX);
  }

  @Test
  void whatIsDamagedOrCutOffIsNobody() {
    byte[] good = KnownPeers.NONE.with(List.of(V4, V6), NOW).encode();
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      assertThat(KnownPeers.decode(bad)).as("byte %d", i).isEqualTo(KnownPeers.NONE);
      byte[] cut = Arrays.copyOf(good, i);
      assertThat(KnownPeers.decode(cut)).as("%d bytes", i).isEqualTo(KnownPeers.NONE);
    }
  }

  @Test
  void theLastOnesStayAndOldOnesAreForgotten() {
    KnownPeers before = KnownPeers.NONE.with(some(KnownPeers.MAX), NOW);
    KnownPeers after = before.with(List.of(V6, some(3).getLast()), NOW + 1);
    assertThat(after.fresh(NOW + 1))
        .hasSize(KnownPeers.MAX)
        .doesNotHaveDuplicates()
        .startsWith(V6, some(3).getLast());
    long later = NOW + KnownPeers.MAX_AGE_MILLIS + 1;
    assertThat(after.fresh(later)).containsExactly(V6, some(3).getLast());
    assertThat(after.fresh(NOW - 2 * KnownPeers.MAX_AGE_MILLIS))
        .as("the clock was wrong")
        .isEmpty();
  }
}
