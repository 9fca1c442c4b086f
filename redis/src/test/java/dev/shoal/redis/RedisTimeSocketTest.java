package dev.shoal.redis;

import static dev.shoal.redis.Peers.LONG;
import static dev.shoal.redis.Peers.leecher;
import static dev.shoal.redis.Peers.named;
import static dev.shoal.redis.Peers.seed;
import static dev.shoal.redis.Peers.v4;
import static dev.shoal.redis.Peers.v6;
import static dev.shoal.redis.Peers.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.Scrape;
import dev.shoal.testkit.Await;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.SavedSwarm;
import dev.shoal.tracker.core.SavedSwarm.SavedPeer;
import dev.shoal.tracker.shared.SwarmStore.Found;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.JedisPooled;

/** Who is forgotten, and what is added later. */
class RedisTimeSocketTest extends WithRedis {
  @Test
  void whoIsNotHeardOfForItsLifetimeIsGone() {
    Duration soon = Duration.ofMillis(300);
    store.announce(seed(swarm, v4(1)), soon, 50);
    store.announce(leecher(swarm, v6(2)), soon, 50);
    join(false, v4(3));

    Await.holds(PATIENCE, () -> scrape().toString(), () -> scrape().seeds() == 0);
    Await.holds(PATIENCE, () -> scrape().toString(), () -> scrape().leechers() == 1);
    Found found = store.announce(leecher(swarm, v4(4)), LONG, 50);
    assertThat(named(found)).containsExactly(v4(3));
    assertThat(found.leechers()).isEqualTo(2);
  }

  @Test
  void whoIsHeardOfAgainLivesOn() {
    store.announce(leecher(swarm, v4(1)), Duration.ofMillis(200), 50);
    store.announce(leecher(swarm, v4(2)), Duration.ofMillis(200), 50);
    join(false, v4(1));

    Await.holds(PATIENCE, () -> scrape().toString(), () -> scrape().leechers() == 1);
    assertThat(named(store.announce(leecher(swarm, v4(3)), LONG, 50))).containsExactly(v4(1));
  }

  @Test
  void aSeedThatExpiredMayCompleteAgain() {
    store.announce(with(seed(swarm, v4(1)), Event.COMPLETED), Duration.ofMillis(100), 50);
    Await.holds(PATIENCE, () -> scrape().toString(), () -> scrape().seeds() == 0);

    store.announce(with(seed(swarm, v4(1)), Event.COMPLETED), LONG, 50);

    assertThat(scrape()).isEqualTo(new Scrape(1, 2, 0));
  }

  @Test
  void whatExpiresAtOnceIsSweptUpBitByBitButNamedNoMore() {
    List<SavedPeer> crowd =
        IntStream.range(0, 3_000).mapToObj(i -> Peers.saved(v4(i), false, 0)).toList();
    join(false, v4(5_000));
    store.restore(List.of(new SavedSwarm(swarm, 0, crowd)), Duration.ofMillis(1_500));
    Await.holds(PATIENCE, () -> scrape().toString(), () -> scrape().leechers() == 1);

    try (JedisPooled client = new JedisPooled(server.uri())) {
      String key = "shoal:{" + swarm.hex() + "}:leechers4";
      assertThat(client.zcard(key)).isEqualTo(3_001);
      for (long left : List.of(2_002L, 1_002L, 2L, 2L)) {
        Found found = store.announce(leecher(swarm, v4(6_000)), LONG, 50);
        assertThat(found.leechers()).isEqualTo(2);
        assertThat(named(found)).isSubsetOf(v4(5_000));
        assertThat(client.zcard(key)).isEqualTo(left);
      }
      assertThat(named(store.announce(leecher(swarm, v4(6_000)), LONG, 50)))
          .containsExactly(v4(5_000));
    }
  }

  @Test
  void aSwarmThatNobodyAsksForVanishes() {
    try (JedisPooled client = new JedisPooled(server.uri())) {
      String keys = "shoal:{" + swarm.hex() + "}:*";
      join(true, v4(1));
      join(false, v6(1));
      store.announce(with(seed(swarm, v6(2)), Event.COMPLETED), LONG, 50);
      assertThat(client.keys(keys))
          .hasSize(4)
          .allSatisfy(key -> assertThat(client.pttl(key)).isPositive());
      assertThat(client.pttl("shoal:{" + swarm.hex() + "}:seeds4"))
          .isBetween(LONG.toMillis() - 60_000, LONG.toMillis());

      InfoHash brief = new InfoHash(1, swarm.middle(), 2);
      store.announce(leecher(brief, v4(1)), Duration.ofMillis(100), 50);
      String gone = "shoal:{" + brief.hex() + "}:*";
      Await.holds(PATIENCE, () -> "keys vanish", () -> client.keys(gone).isEmpty());
    }
  }

  @Test
  void aShortLifetimeDoesNotEndTheOthers() {
    join(false, v4(1));
    store.announce(leecher(swarm, v4(2)), Duration.ofMillis(50), 50);

    Await.holds(PATIENCE, () -> scrape().toString(), () -> scrape().leechers() == 1);
    assertThat(named(store.announce(leecher(swarm, v4(3)), LONG, 50))).containsExactly(v4(1));
  }

  @Test
  void whatWasWrittenDownIsAdded() {
    store.restore(
        List.of(
            new SavedSwarm(
                swarm,
                9,
                List.of(
                    Peers.saved(v4(1), true, 0),
                    Peers.saved(v4(2), false, 10),
                    Peers.saved(v6(3), true, 0),
                    Peers.saved(v6(4), false, 0),
                    Peers.saved(v4(5), true, 3_600))), // too long ago
            new SavedSwarm(new InfoHash(3, swarm.middle(), 3), 4, List.of())),
        LONG);

    assertThat(scrape()).isEqualTo(new Scrape(2, 9, 2));
    assertThat(store.scrape(List.of(new InfoHash(3, swarm.middle(), 3))))
        .containsExactly(new Scrape(0, 4, 0));
    assertThat(named(store.announce(leecher(swarm, v4(6)), LONG, 50)))
        .containsExactlyInAnyOrder(v4(1), v4(2), v6(3), v6(4));
  }

  @Test
  void whatTheStoreHasHeardSinceStaysAsItIs() {
    join(true, v4(1));
    join(false, v4(2));
    store.announce(seed(swarm, v4(3)), Duration.ofSeconds(30), 50);
    store.announce(with(seed(swarm, v4(4)), Event.COMPLETED), LONG, 50);

    store.restore(
        List.of(
            new SavedSwarm(
                swarm,
                0,
                List.of(
                    Peers.saved(v4(1), false, 0), // of the same second: the store knows better
                    Peers.saved(v4(2), true, 100),
                    Peers.saved(v4(3), false, 100)))), // the store had it for older than that
        LONG);

    assertThat(scrape()).isEqualTo(new Scrape(2, 1, 2));
    assertThat(named(store.announce(seed(swarm, v4(9)), LONG, 50)))
        .containsExactlyInAnyOrder(v4(2), v4(3));
    store.restore(List.of(new SavedSwarm(swarm, 5, List.of())), LONG);
    assertThat(scrape().completed()).isEqualTo(5);
  }

  @Test
  void manySwarmsAreRestoredAtOnce() {
    List<SavedSwarm> many =
        IntStream.range(0, 350)
            .mapToObj(i ->
                new SavedSwarm(
                    new InfoHash(i, swarm.middle(), 4),
                    i,
                    IntStream.range(0, i == 100 ? 1_234 : 2)
                        .mapToObj(peer -> Peers.saved(v4(peer), false, 1))
                        .toList()))
            .toList();

    store.restore(many, LONG);

    List<Scrape> scrapes = store.scrape(many.stream().map(SavedSwarm::infoHash).toList());
    for (int i = 0; i < 350; i++) {
      assertThat(scrapes.get(i)).isEqualTo(new Scrape(0, i, i == 100 ? 1_234 : 2));
    }
  }
}
