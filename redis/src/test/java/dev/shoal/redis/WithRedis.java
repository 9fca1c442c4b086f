package dev.shoal.redis;

import static dev.shoal.redis.Peers.LONG;
import static dev.shoal.redis.Peers.leecher;
import static dev.shoal.redis.Peers.seed;

import dev.shoal.announce.Scrape;
import dev.shoal.base.Endpoint;
import dev.shoal.tracker.core.InfoHash;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests with a server, a store in it, and a swarm for each test. */
@Timeout(120)
abstract class WithRedis {
  static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir static Path folder;
  static RedisServer server;
  static RedisStore store;
  private static long swarms;

  final InfoHash swarm = new InfoHash(0xFEDC_BA98_7654_3210L, ++swarms, 7);

  @BeforeAll
  static void start() throws IOException {
    server = RedisServer.start(folder);
    store = server.store();
  }

  @AfterAll
  static void stop() {
    if (store != null) {
      store.close();
      server.close();
    }
  }

  void join(boolean seeds, Endpoint... peers) {
    for (Endpoint peer : peers) {
      store.announce(seeds ? seed(swarm, peer) : leecher(swarm, peer), LONG, 0);
    }
  }

  Scrape scrape() {
    return store.scrape(List.of(swarm)).getFirst();
  }
}
