package dev.shoal.mainline.store;

import static dev.shoal.mainline.store.Strangers.OWN;
import static dev.shoal.mainline.store.Strangers.peer;
import static dev.shoal.mainline.store.Strangers.seconds;
import static dev.shoal.mainline.store.Strangers.target;
import static dev.shoal.mainline.store.Strangers.v4;
import static dev.shoal.mainline.store.Strangers.v6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import dev.shoal.mainline.krpc.Answer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Peers are remembered for a while; nobody makes the store grow, or fills it alone. */
class PeerStoreTest {
  private final PeerStore store = new PeerStore(OWN, new SplittableRandom(1));

  private boolean add(int hash, Locator.Ip peer) {
    return store.add(target(hash), peer, false, 0);
  }

  /** Peers of one hash, each of a subnet of its own. */
  private void fill(int hash, int peers) {
    for (int i = 0; i < peers; i++) {
      assertThat(add(hash, peer(i, 1))).isTrue();
    }
  }

  @Test
  void anAddressThatAnnouncesAgainIsThereOnce() {
    assertThat(add(1, new Locator.Ip(v4(1, 1), 1111))).isTrue();
    assertThat(add(1, new Locator.Ip(v4(1, 1), 2222))).isTrue();
    assertThat(store.size()).isEqualTo(1);
    assertThat(store.some(target(1), false, false)).containsExactly(new Locator.Ip(v4(1, 1), 2222));
  }

  @Test
  void anAddressHasAQuotaThatAnnouncingAgainDoesNotUse() {
    for (int i = 1; i <= PeerStore.MAX_OF_AN_ADDRESS; i++) {
      assertThat(add(i, peer(1, 1))).isTrue();
      assertThat(add(i, peer(1, 1))).isTrue();
    }
    assertThat(add(PeerStore.MAX_OF_AN_ADDRESS + 1, peer(1, 1))).isFalse();
    assertThat(add(1, peer(1, 1))).isTrue();
    assertThat(add(1, peer(1, 2))).isTrue();
    assertThat(store.size()).isEqualTo(PeerStore.MAX_OF_AN_ADDRESS + 1);
  }

  @Test
  void aSubnetHasAQuota() {
    for (int i = 0; i < PeerStore.MAX_OF_A_SUBNET; i++) {
      assertThat(add(i % 10, peer(1, i / 10))).isTrue();
      assertThat(add(i % 10, new Locator.Ip(v6(1, i / 10), 1))).isTrue();
    }
    assertThat(add(1, peer(1, 255))).isFalse();
    assertThat(add(1, new Locator.Ip(v6(1, 5555), 1))).isFalse();
    assertThat(add(1, peer(2, 255))).isTrue();
    assertThat(add(1, new Locator.Ip(v6(2, 5555), 1))).isTrue();
  }

  @Test
  void aHashHasSoManyPeersThenTheOldestGoes() {
    fill(1, PeerStore.MAX_PEERS_A_HASH);
    assertThat(add(1, peer(0, 1))).isTrue(); // it is the newest now
    assertThat(add(1, peer(9999, 1))).isTrue();
    assertThat(store.size()).isEqualTo(PeerStore.MAX_PEERS_A_HASH);
    Set<Locator.Ip> seen = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      seen.addAll(store.some(target(1), false, false));
    }
    assertThat(seen)
        .hasSize(PeerStore.MAX_PEERS_A_HASH)
        .contains(peer(0, 1), peer(9999, 1))
        .doesNotContain(peer(1, 1));
  }

  @Test
  void closerHashesMakeFartherOnesGo() {
    for (int i = 1; i <= PeerStore.MAX_HASHES; i++) {
      assertThat(add(2 * i, peer(i, 1))).isTrue();
    }
    assertThat(add(2 * PeerStore.MAX_HASHES + 1, peer(1, 2))).isFalse();
    assertThat(add(1, peer(1, 2))).isTrue();
    assertThat(store.hashes())
        .hasSize(PeerStore.MAX_HASHES)
        .contains(target(1), target(2))
        .doesNotContain(target(2 * PeerStore.MAX_HASHES));
    assertThat(store.size()).isEqualTo(PeerStore.MAX_HASHES);
    assertThat(add(2, peer(1, 2))).isTrue(); // no other hash: none has to go
    assertThat(store.hashes()).hasSize(PeerStore.MAX_HASHES);
  }

  @Test
  void peersAreLimitedInAll() {
    int hashes = PeerStore.MAX_PEERS / PeerStore.MAX_PEERS_A_HASH;
    for (int hash = 1; hash <= hashes; hash++) {
      fill(hash, PeerStore.MAX_PEERS_A_HASH);
    }
    assertThat(store.size()).isEqualTo(PeerStore.MAX_PEERS);
    assertThat(add(hashes + 1, peer(1, 2))).isFalse();
    assertThat(add(1, peer(PeerStore.MAX_PEERS_A_HASH, 2))).as("its oldest goes").isTrue();
    assertThat(store.size()).isEqualTo(PeerStore.MAX_PEERS);
    assertThat(add(0, peer(1, 2))).isTrue();
    assertThat(store.size()).isEqualTo(PeerStore.MAX_PEERS - PeerStore.MAX_PEERS_A_HASH + 1);
    assertThat(store.some(target(hashes), false, false)).isEmpty();
  }

  @Test
  void quotaComesBackWithWhatWasMadeToGo() {
    for (int i = 0; i < PeerStore.MAX_OF_AN_ADDRESS; i++) {
      assertThat(add(1_000_000 + i, peer(1, 1))).isTrue();
    }
    for (int i = PeerStore.MAX_OF_AN_ADDRESS; i < PeerStore.MAX_HASHES; i++) {
      assertThat(add(i, peer(i, 1))).isTrue();
    }
    assertThat(add(2, peer(1, 1))).isFalse();
    assertThat(add(1, peer(2, 2))).isTrue(); // in the place of one of the first address
    assertThat(add(2, peer(1, 1))).isTrue();
    assertThat(add(3, peer(1, 1))).isTrue();
  }

  @Test
  void quotaComesBackWithTheOldestOfAHash() {
    assertThat(add(1, peer(9999, 1))).isTrue();
    for (int i = 2; i <= PeerStore.MAX_OF_AN_ADDRESS; i++) {
      assertThat(add(i, peer(9999, 1))).isTrue();
    }
    assertThat(add(0, peer(9999, 1))).isFalse();
    fill(1, PeerStore.MAX_PEERS_A_HASH);
    assertThat(add(0, peer(9999, 1))).isTrue();
  }

  @Test
  void peersAreForgottenUnlessTheyAnnounceAgain() {
    long start = -seconds(600); // nanoseconds may be below zero
    store.add(target(1), peer(1, 1), false, start);
    store.add(target(1), peer(2, 1), false, start + 1);
    store.add(target(2), peer(3, 1), false, start + 2);
    store.add(target(1), peer(1, 1), false, start + 10);
    store.expire(start + PeerStore.LIFE_NANOS);
    assertThat(store.size()).isEqualTo(3);
    store.expire(start + PeerStore.LIFE_NANOS + 2);
    assertThat(store.hashes()).containsExactly(target(1));
    assertThat(store.some(target(1), false, false)).containsExactly(peer(1, 1));
    store.expire(start + PeerStore.LIFE_NANOS + 10);
    assertThat(store.size()).isZero();
    assertThat(store.hashes()).isEmpty();
    assertThat(store.scrape(target(1))).isEmpty();
  }

  @Test
  void quotaComesBackWithTime() {
    for (int i = 0; i < PeerStore.MAX_OF_AN_ADDRESS; i++) {
      assertThat(add(i, peer(1, 1))).isTrue();
    }
    store.expire(PeerStore.LIFE_NANOS);
    for (int i = 0; i < PeerStore.MAX_OF_AN_ADDRESS; i++) {
      assertThat(store.add(target(i), peer(1, 1), false, PeerStore.LIFE_NANOS)).isTrue();
    }
  }

  @Test
  void givesSomeByChanceEachOnce() {
    fill(1, PeerStore.MAX_PEERS_A_HASH);
    List<Locator.Ip> some = store.some(target(1), false, false);
    assertThat(some).hasSize(PeerStore.MAX_GIVEN).doesNotHaveDuplicates();
    assertThat(store.some(target(1), false, false)).isNotEqualTo(some);
    assertThat(store.some(target(2), false, false)).isEmpty();
  }

  @Test
  void givesTheFamilyThatIsAskedForAndNoSeedsToSeeds() {
    Locator.Ip v6 = new Locator.Ip(v6(1, 1), 1);
    store.add(target(1), peer(1, 1), true, 0);
    store.add(target(1), peer(2, 1), false, 0);
    store.add(target(1), v6, false, 0);
    assertThat(store.some(target(1), false, false))
        .containsExactlyInAnyOrder(peer(1, 1), peer(2, 1));
    assertThat(store.some(target(1), false, true)).containsExactly(peer(2, 1));
    assertThat(store.some(target(1), true, true)).containsExactly(v6);
  }

  /** BEP 33: who announces as a seed later counts as one, and no more as a peer. */
  @Test
  void countsSeedsAndPeersApart() {
    for (int i = 0; i < 300; i++) {
      store.add(target(1), peer(i, 1), false, 0);
      store.add(target(1), peer(i, 1), i < 200, 0);
    }
    Answer.Scrape scrape = store.scrape(target(1)).orElseThrow();
    assertThat(scrape.seeds().count()).isBetween(180.0, 220.0);
    assertThat(scrape.peers().count()).isBetween(90.0, 110.0);
  }

  @Test
  void afterAMoveOthersAreTheFarthest() {
    for (int i = 1; i <= PeerStore.MAX_HASHES; i++) {
      add(i, peer(i, 1));
    }
    store.moved(target(0x1000)); // 4096: now those below 96 or so are far
    assertThat(store.size()).isEqualTo(PeerStore.MAX_HASHES);
    assertThat(add(0x1001, peer(1, 2))).isTrue();
    assertThat(store.hashes().getFirst()).isEqualTo(target(0x1001));
    assertThat(store.hashes()).doesNotContain(target(0x1000 ^ 0x1FFF)); // the farthest of all
  }
}
