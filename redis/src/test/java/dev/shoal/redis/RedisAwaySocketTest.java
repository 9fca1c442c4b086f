package dev.shoal.redis;

import static dev.shoal.redis.Peers.LONG;
import static dev.shoal.redis.Peers.leecher;
import static dev.shoal.redis.Peers.seed;
import static dev.shoal.redis.Peers.v4;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shoal.announce.Scrape;
import dev.shoal.testkit.LeakCheck;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.SavedSwarm;
import dev.shoal.tracker.shared.StoreException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.JedisPooled;

/** What a store does while the server is away, or not as it should be. */
@Timeout(120)
class RedisAwaySocketTest {
  private static final InfoHash SWARM = new InfoHash(1, 2, 3);

  @TempDir Path folder;

  private static StoreException away(ThrowingCallable call) {
    return catchThrowableOfType(StoreException.class, call);
  }

  private static RedisStore at(String uri) {
    return RedisStore.open(RedisAddress.of(URI.create(uri)));
  }

  private static RedisStore patient(String uri) {
    return RedisServer.patient(URI.create(uri));
  }

  /** All of it, as a log may show it. */
  private static String trace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  @Test
  void whileTheServerIsAwayEachCallSaysSoAndThenAllIsWellAgain() throws IOException {
    try (RedisServer server = RedisServer.start(folder);
        RedisStore store = server.store()) {
      List<Thread> threads =
          IntStream.range(0, 8)
              .mapToObj(
                  i -> Thread.ofPlatform().start(() -> store.announce(seed(SWARM, v4(i)), LONG, 9)))
              .toList();
      threads.forEach(RedisAwaySocketTest::join); // so that there are several connections
      server.stop();

      StoreException gone = away(() -> store.announce(seed(SWARM, v4(1)), LONG, 9));
      assertThat(gone).hasMessageContaining("redis://127.0.0.1:" + server.port);
      assertThat(away(() -> store.scrape(List.of(SWARM)))).isNotNull();
      assertThat(away(store::ping)).hasMessageContaining("cannot be reached");
      assertThat(away(() -> store.restore(List.of(new SavedSwarm(SWARM, 1, List.of())), LONG)))
          .isNotNull();

      server.startAgain();
      store.ping();
      // It has forgotten the scripts too, for one call and for several.
      assertThat(store.scrape(List.of(SWARM))).containsExactly(new Scrape(0, 0, 0));
      store.restore(List.of(new SavedSwarm(SWARM, 1, List.of(Peers.saved(v4(7), true, 0)))), LONG);
      assertThat(Peers.named(store.announce(leecher(SWARM, v4(1)), LONG, 9)))
          .containsExactly(v4(7));
      assertThat(store.scrape(List.of(SWARM))).containsExactly(new Scrape(1, 1, 1));
    }
  }

  @Test
  void aServerThatWasStartedAgainUnnoticedCostsOneCall() throws IOException {
    try (RedisServer server = RedisServer.start(folder);
        RedisStore store = server.store()) {
      List<Thread> threads =
          IntStream.range(0, 8)
              .mapToObj(
                  i -> Thread.ofPlatform().start(() -> store.announce(seed(SWARM, v4(i)), LONG, 9)))
              .toList();
      threads.forEach(RedisAwaySocketTest::join);
      server.stop();
      server.startAgain();

      assertThat(away(store::ping)).isNotNull();
      for (int i = 0; i < 20; i++) {
        store.announce(seed(SWARM, v4(i)), LONG, 9);
      }
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForForLong() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        RedisStore store = at("redis://127.0.0.1:" + mute.getLocalPort())) {
      long start = System.nanoTime();
      StoreException failure = away(() -> store.announce(leecher(SWARM, v4(1)), LONG, 9));
      Duration took = Duration.ofNanos(System.nanoTime() - start);

      assertThat(failure).hasMessageContaining("did not answer in time");
      assertThat(took).isBetween(Duration.ofMillis(400), Duration.ofSeconds(5)); // a busy machine
    }
  }

  @Test
  void whoFindsAllConnectionsInUseIsTold() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        RedisStore store = at("redis://127.0.0.1:" + mute.getLocalPort())) {
      AtomicInteger told = new AtomicInteger();
      List<Thread> threads =
          IntStream.range(0, 64)
              .mapToObj(i ->
                  Thread.ofPlatform()
                      .start(() -> {
                        if (away(store::ping) != null) {
                          told.incrementAndGet();
                        }
                      }))
              .toList();
      threads.forEach(RedisAwaySocketTest::join);

      assertThat(told).hasValue(64);
    }
  }

  @Test
  void aPasswordIsGivenAndNeverShown() throws IOException {
    try (RedisServer server = RedisServer.start(folder, "--requirepass", "open sesame")) {
      String place = "127.0.0.1:" + server.port;
      try (RedisStore store = patient("redis://:open%20sesame@" + place + "/3")) {
        store.announce(seed(SWARM, v4(1)), LONG, 9);
        assertThat(store.scrape(List.of(SWARM))).containsExactly(new Scrape(1, 0, 0));
      }
      try (RedisStore store = patient("redis://default:open%20sesame@" + place);
          JedisPooled third = new JedisPooled("redis://:open%20sesame@" + place + "/3")) {
        assertThat(store.scrape(List.of(SWARM)))
            .as("another database")
            .containsExactly(new Scrape(0, 0, 0));
        assertThat(third.keys("*")).hasSize(1);
      }
      for (String who : List.of("", ":hunter2@", "shoal:hunter2@")) {
        try (RedisStore store = patient("redis://" + who + place)) {
          StoreException failure = away(store::ping);

          assertThat(failure).hasMessageContaining("wants another user or password");
          assertThat(trace(failure)).doesNotContain("hunter2");
        }
      }
    }
  }

  @Test
  void aFullServerTakesNothingByHalves() throws IOException {
    try (RedisServer server = RedisServer.start(folder);
        RedisStore store = server.store();
        JedisPooled client = new JedisPooled(server.uri())) {
      store.announce(seed(SWARM, v4(1)), LONG, 9);
      client.configSet("maxmemory", "1");

      assertThat(away(() -> store.announce(leecher(SWARM, v4(1)), LONG, 9)))
          .hasMessageContaining("OOM");
      assertThat(store.scrape(List.of(SWARM))).containsExactly(new Scrape(1, 0, 0));

      client.configSet("maxmemory", "0");
      store.announce(leecher(SWARM, v4(1)), LONG, 9);
      assertThat(store.scrape(List.of(SWARM))).containsExactly(new Scrape(0, 0, 1));
    }
  }

  @Test
  void aServerThatSpeaksPlainlyIsNoneWithTls() throws IOException {
    try (RedisServer server = RedisServer.start(folder);
        RedisStore store = at("rediss://:hunter2@127.0.0.1:" + server.port)) {
      StoreException failure = away(store::ping);

      assertThat(failure).hasMessageContaining("rediss://127.0.0.1:");
      assertThat(trace(failure)).doesNotContain("hunter2");
    }
  }

  @Test
  void nothingStaysOpen() throws IOException {
    try (RedisServer server = RedisServer.start(folder)) {
      try (RedisStore first = server.store()) {
        first.ping();
      }
      try (LeakCheck check = LeakCheck.begin();
          RedisStore store = server.store()) {
        store.announce(leecher(SWARM, v4(1)), LONG, 9);
        assertThat(store.scrape(List.of(SWARM))).hasSize(1);
      }
    }
  }
}
