package dev.shoal.redis;

import static dev.shoal.redis.Peers.LONG;
import static dev.shoal.redis.Peers.leecher;
import static dev.shoal.redis.Peers.named;
import static dev.shoal.redis.Peers.naming;
import static dev.shoal.redis.Peers.seed;
import static dev.shoal.redis.Peers.v4;
import static dev.shoal.redis.Peers.v6;
import static dev.shoal.redis.Peers.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.Scrape;
import dev.shoal.base.Endpoint;
import dev.shoal.testkit.Await;
import dev.shoal.tracker.core.Announce.Families;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.SavedSwarm;
import dev.shoal.tracker.core.SavedSwarm.SavedPeer;
import dev.shoal.tracker.shared.SwarmStore.Found;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPooled;

/** Who is counted and who is named. */
class RedisStoreSocketTest extends WithRedis {
  @Test
  void theFirstOneHearsOfNobody() {
    Found found = store.announce(leecher(swarm, v4(1)), LONG, 50);

    assertThat(named(found)).isEmpty();
    assertThat(found.seeds()).isZero();
    assertThat(found.leechers()).isEqualTo(1);
  }

  @Test
  void aLeecherHearsOfAllButItself() {
    join(true, v4(1), v4(2));
    join(false, v4(3), v4(4));

    Found found = store.announce(leecher(swarm, v4(4)), LONG, 50);

    assertThat(named(found)).containsExactlyInAnyOrder(v4(1), v4(2), v4(3));
    assertThat(found.seeds()).isEqualTo(2);
    assertThat(found.leechers()).isEqualTo(2);
  }

  @Test
  void aPeerIsAnAddressWithAPort() {
    join(false, v4(1), v4(1).withPort(1), v4(1).withPort(65535));

    assertThat(named(store.announce(leecher(swarm, v4(1)), LONG, 50)))
        .containsExactlyInAnyOrder(v4(1).withPort(1), v4(1).withPort(65535));
  }

  @Test
  void aSeedHearsOfNoSeeds() {
    join(true, v4(1), v4(2));
    join(false, v4(3), v6(4));

    for (Event event : List.of(Event.NONE, Event.COMPLETED)) {
      assertThat(named(store.announce(with(seed(swarm, v4(2)), event), LONG, 50)))
          .as(event.name())
          .containsExactlyInAnyOrder(v4(3), v6(4));
    }
  }

  @Test
  void aSeedThatStartsHearsOfLeechersFirstAndThenOfSeeds() {
    join(true, v4(1), v4(2), v4(3));
    join(false, v4(4), v4(5));

    assertThat(named(store.announce(with(seed(swarm, v4(3)), Event.STARTED), LONG, 2)))
        .containsExactlyInAnyOrder(v4(4), v4(5));
    assertThat(named(store.announce(with(seed(swarm, v4(3)), Event.STARTED), LONG, 50)))
        .containsExactlyInAnyOrder(v4(1), v4(2), v4(4), v4(5));
  }

  @Test
  void whoStopsIsGoneAndHearsOfNobody() {
    join(false, v4(1), v4(2));
    join(true, v4(3));

    Found found = store.announce(with(leecher(swarm, v4(2)), Event.STOPPED), LONG, 50);
    store.announce(with(leecher(swarm, v4(9)), Event.STOPPED), LONG, 50); // who never was there

    assertThat(named(found)).isEmpty();
    assertThat(found.leechers()).isEqualTo(1);
    assertThat(scrape()).isEqualTo(new Scrape(1, 0, 1));
    // A seed may say that it stops without saying any more that it is one.
    assertThat(store.announce(with(leecher(swarm, v4(3)), Event.STOPPED), LONG, 50).seeds())
        .isZero();
  }

  @Test
  void whoHasGotAllIsALeecherNoMore() {
    join(false, v4(1), v6(1));

    Found found = store.announce(with(seed(swarm, v4(1)), Event.COMPLETED), LONG, 50);

    assertThat(found.seeds()).isEqualTo(1);
    assertThat(found.leechers()).isEqualTo(1);
    assertThat(scrape()).isEqualTo(new Scrape(1, 1, 1));
  }

  @Test
  void aCompletedDownloadIsCountedOnce() {
    join(false, v4(1));
    for (int i = 0; i < 3; i++) {
      store.announce(with(seed(swarm, v4(1)), Event.COMPLETED), LONG, 50);
    }
    join(true, v4(2));
    store.announce(with(seed(swarm, v4(2)), Event.COMPLETED), LONG, 50); // was a seed already
    store.announce(with(seed(swarm, v6(3)), Event.COMPLETED), LONG, 50);

    assertThat(scrape()).isEqualTo(new Scrape(3, 2, 0));
  }

  @Test
  void familiesAreToldApart() {
    join(false, v4(1), v4(2), v6(1), v6(2));

    assertThat(named(store.announce(naming(leecher(swarm, v4(1)), Families.OWN), LONG, 50)))
        .containsExactly(v4(2));
    assertThat(named(store.announce(naming(leecher(swarm, v6(1)), Families.OWN), LONG, 50)))
        .containsExactly(v6(2));
    assertThat(named(store.announce(naming(leecher(swarm, v6(1)), Families.BOTH), LONG, 50)))
        .containsExactlyInAnyOrder(v4(1), v4(2), v6(2));
    assertThat(named(store.announce(naming(leecher(swarm, v6(1)), Families.BOTH), LONG, 1)))
        .as("its own family first")
        .containsExactly(v6(2));
    assertThat(store.announce(naming(leecher(swarm, v4(1)), Families.OWN), LONG, 50).leechers())
        .as("all count")
        .isEqualTo(4);
  }

  @Test
  void swarmsAreToldApart() {
    InfoHash next = new InfoHash(swarm.high(), swarm.middle(), swarm.low() + 1);
    join(false, v4(1));
    store.announce(seed(next, v4(2)), LONG, 50);

    assertThat(store.scrape(List.of(next, new InfoHash(0, 0, 0), swarm)))
        .containsExactly(new Scrape(1, 0, 0), new Scrape(0, 0, 0), new Scrape(0, 0, 1));
    assertThat(store.scrape(List.of())).isEmpty();
  }

  @Test
  void ofAThousandTorrentsAScrapeTellsInOrder() {
    List<InfoHash> many =
        IntStream.range(0, 1_000).mapToObj(i -> new InfoHash(i, swarm.middle(), 1)).toList();
    store.announce(leecher(many.get(77), v4(1)), LONG, 50);
    store.announce(seed(many.get(999), v4(1)), LONG, 50);

    List<Scrape> scrapes = store.scrape(many);

    assertThat(scrapes).hasSize(1_000);
    assertThat(scrapes.get(77).leechers()).isEqualTo(1);
    assertThat(scrapes.get(999).seeds()).isEqualTo(1);
    assertThat(scrapes.stream().filter(new Scrape(0, 0, 0)::equals)).hasSize(998);
  }

  @Test
  void ofManyPeersOnlySoManyAreNamedAndEachMayBe() {
    List<SavedPeer> crowd =
        IntStream.range(0, 5_000).mapToObj(i -> Peers.saved(v4(i), i % 5 == 0, 0)).toList();
    store.restore(List.of(new SavedSwarm(swarm, 0, crowd)), LONG);

    Set<Endpoint> met = new HashSet<>();
    int seeds = 0;
    for (int i = 0; i < 200; i++) {
      Found found = store.announce(leecher(swarm, v4(1)), LONG, 50);
      assertThat(found.seeds()).isEqualTo(1_000);
      assertThat(found.leechers()).isEqualTo(4_000);
      List<Endpoint> named = named(found);
      assertThat(named).hasSize(50).doesNotHaveDuplicates().doesNotContain(v4(1));
      seeds += (int) named.stream().filter(peer -> (peer.low() - v4(0).low()) % 5 == 0).count();
      met.addAll(named);
    }

    // 10,000 drawn from 4,999: each is missed with a chance of e^-2, so that 4,323 are met, give
    // or take 25; of those drawn a fifth are seeds, 2,000 give or take 40. Ten times as much is
    // never seen.
    assertThat(met.size()).isBetween(4_073, 4_573);
    assertThat(seeds).isBetween(1_600, 2_400);
    for (int want : List.of(-1, 0, 1, 199)) {
      assertThat(named(store.announce(leecher(swarm, v4(1)), LONG, want)))
          .hasSize(Math.max(want, 0));
      assertThat(named(store.announce(with(seed(swarm, v4(0)), Event.STARTED), LONG, want)))
          .hasSize(Math.max(want, 0));
    }
    assertThat(named(store.announce(leecher(swarm, v6(1)), LONG, 10_000))).hasSize(5_000);
  }

  @Test
  void smallSwarmsAreDrawnFromByChanceToo() {
    join(true, v4(1), v4(2), v4(3));
    join(false, v4(4), v4(5), v6(6));

    Set<List<Endpoint>> answers = new HashSet<>();
    Await.holds(
        PATIENCE,
        () -> "each pair is named once: " + answers,
        () -> {
          List<Endpoint> named = named(store.announce(leecher(swarm, v4(5)), LONG, 2));
          assertThat(named).hasSize(2).doesNotContain(v4(5), v6(6));
          answers.add(named.stream().sorted((a, b) -> Long.compare(a.low(), b.low())).toList());
          return answers.size() == 6;
        });
  }

  @Test
  void severalStoresAndManyThreadsAnnounceAtOnce() throws InterruptedException {
    try (RedisStore other = server.store()) {
      List<Thread> threads =
          IntStream.range(0, 32)
              .mapToObj(thread ->
                  Thread.ofVirtual()
                      .unstarted(() -> {
                        for (int i = 0; i < 20; i++) {
                          RedisStore one = i % 2 == 0 ? store : other;
                          one.announce(leecher(swarm, v4(100 * thread + i)), LONG, 10);
                        }
                      }))
              .toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(other.scrape(List.of(swarm))).containsExactly(new Scrape(0, 0, 640));
    }
  }

  @Test
  void onlyKeysOfShoalsOwnAreUsed() {
    join(true, v4(1), v6(1));
    join(false, v4(2), v6(2));
    store.announce(with(seed(swarm, v4(2)), Event.COMPLETED), LONG, 50);
    try (JedisPooled client = new JedisPooled(server.uri())) {
      Stream<String> others =
          client.keys("*").stream().filter(key -> !key.matches("shoal:\\{[0-9a-f]{40}}:\\w+"));
      assertThat(others).isEmpty();
    }
  }
}
