package dev.shoal.redis;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.Scrape;
import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.core.Announce.Families;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.SavedSwarm;
import dev.shoal.tracker.core.SavedSwarm.SavedPeer;
import dev.shoal.tracker.shared.SwarmStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A store of swarms in a server of Redis or Valkey. */
final class RedisStore implements SwarmStore {
  // Twice this is the second that a call may take: to get a connection, and to be answered.
  private static final Duration PATIENCE = Duration.ofMillis(500);

  // A connection carries thousands of announces a second; more of them only queue in the server,
  // which does one thing at a time.
  private static final int CONNECTIONS = 16;

  // What the server does without a look at others: 500 peers take it about four milliseconds.
  private static final int PEERS_IN_A_STEP = 500;
  private static final int STEPS_AT_ONCE = 100;

  // Of a torrent that nobody completes in half a year nobody asks how often it was.
  private static final byte[] COUNT_SECONDS = number(Duration.ofDays(180).toSeconds());

  private static final byte[] SEED = Keys.bytes("seed");
  private static final byte[] LEECHER = Keys.bytes("leecher");

  private final RedisAddress address;
  private final JedisPooled server;

  private RedisStore(RedisAddress address, JedisPooled server) {
    this.address = address;
    this.server = server;
  }

  /** The store at this address; no connection is made before it is needed. */
  static RedisStore open(RedisAddress address) {
    return open(address, PATIENCE, Optional.empty());
  }

  /**
   * The same with terms of its own.
   *
   * @param patience how long a connection, and an answer, are waited for
   * @param tls knows whose certificates are good, if the system's own does not do
   */
  static RedisStore open(RedisAddress address, Duration patience, Optional<SSLSocketFactory> tls) {
    int millis = Math.toIntExact(patience.toMillis());
    var config =
        DefaultJedisClientConfig.builder()
            .protocol(RedisProtocol.RESP2)
            .connectionTimeoutMillis(millis)
            .socketTimeoutMillis(millis)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED) // two questions for each connection
            .database(address.database());
    address.user().ifPresent(config::user);
    address.password().ifPresent(config::password);
    if (address.tls()) {
      SSLParameters checks = new SSLParameters();
      checks.setEndpointIdentificationAlgorithm("HTTPS"); // the name too, which Jedis would not
      config.ssl(true).sslParameters(checks);
      tls.ifPresent(config::sslSocketFactory);
    }
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(CONNECTIONS);
    pool.setMaxIdle(CONNECTIONS);
    pool.setMaxWait(patience);
    pool.setJmxEnabled(false);
    HostAndPort place = new HostAndPort(address.host(), address.port());
    return new RedisStore(address, new JedisPooled(place, config.build(), pool));
  }

  @Override
  public Found announce(Announce announce, Duration lifetime, int numWant) {
    boolean v6 = announce.peer().v6();
    List<byte[]> keys = Keys.of(announce.infoHash(), v6);
    List<byte[]> values =
        List.of(
            Packed.of(announce.peer()),
            number(lifetime.toMillis()),
            number(announce.event() == Event.STOPPED ? 0 : numWant),
            announce.seed() ? SEED : LEECHER,
            Keys.bytes(announce.event().name().toLowerCase(Locale.ROOT)),
            Keys.bytes(announce.families() == Families.BOTH ? "both" : "own"),
            COUNT_SECONDS);
    List<?> answer = (List<?>) asked(() -> run(Script.ANNOUNCE, keys, values));
    byte[] own = (byte[]) answer.get(2);
    byte[] other = (byte[]) answer.get(3);
    return new Found(
        count(answer.get(0)), count(answer.get(1)), v6 ? other : own, v6 ? own : other);
  }

  private Object run(Script script, List<byte[]> keys, List<byte[]> values) {
    try {
      return server.evalsha(script.digest(), keys, values);
    } catch (JedisNoScriptException serverIsNew) {
      return server.eval(script.text(), keys, values);
    }
  }

  @Override
  public List<Scrape> scrape(List<InfoHash> infoHashes) {
    List<Scrape> scrapes = new ArrayList<>(infoHashes.size());
    for (int from = 0; from < infoHashes.size(); from += STEPS_AT_ONCE) {
      int to = Math.min(from + STEPS_AT_ONCE, infoHashes.size());
      List<Step> steps =
          infoHashes.subList(from, to).stream()
              .map(infoHash -> new Step(Keys.of(infoHash, false), List.of()))
              .toList();
      for (Object answer : asked(() -> runAll(Script.SCRAPE, steps))) {
        List<?> numbers = (List<?>) answer;
        scrapes.add(
            new Scrape(count(numbers.get(0)), count(numbers.get(1)), count(numbers.get(2))));
      }
    }
    return scrapes;
  }

  @Override
  public void restore(List<SavedSwarm> swarms, Duration lifetime) {
    List<Step> steps = new ArrayList<>();
    for (SavedSwarm swarm : swarms) {
      int from = 0;
      do { // also for a swarm of nobody, which has a count
        int to = Math.min(from + PEERS_IN_A_STEP, swarm.peers().size());
        steps.add(restoring(swarm, swarm.peers().subList(from, to), lifetime));
        from = to;
        if (steps.size() == STEPS_AT_ONCE) {
          asked(() -> runAll(Script.RESTORE, steps));
          steps.clear();
        }
      } while (from < swarm.peers().size());
    }
    if (!steps.isEmpty()) {
      asked(() -> runAll(Script.RESTORE, steps));
    }
  }

  private static Step restoring(SavedSwarm swarm, List<SavedPeer> peers, Duration lifetime) {
    List<byte[]> values = new ArrayList<>(2 + 3 * peers.size());
    values.add(number(swarm.completed()));
    values.add(COUNT_SECONDS);
    for (SavedPeer peer : peers) {
      // A second more, as what the store has heard within the same one may be newer.
      long left = lifetime.minusSeconds(peer.seconds() + 1L).toMillis();
      if (left > 0) {
        values.add(Packed.of(peer.at()));
        values.add(peer.seed() ? SEED : LEECHER);
        values.add(number(left));
      }
    }
    return new Step(Keys.of(swarm.infoHash(), false), values);
  }

  @Override
  public void ping() {
    asked(server::ping);
  }

  @Override
  public void close() {
    server.close();
  }

  /** One call of a script. */
  private record Step(List<byte[]> keys, List<byte[]> values) {}

  /** Calls a script several times for one wait; what it does can be done twice. */
  private List<Object> runAll(Script script, List<Step> steps) {
    List<Object> answers = tryAll(script, steps);
    if (answers.stream().anyMatch(JedisNoScriptException.class::isInstance)) {
      server.scriptLoad(script.text(), steps.getFirst().keys().getFirst());
      answers = tryAll(script, steps);
    }
    for (Object answer : answers) {
      if (answer instanceof JedisException refused) {
        throw refused;
      }
    }
    return answers;
  }

  private List<Object> tryAll(Script script, List<Step> steps) {
    try (Pipeline pipeline = server.pipelined()) {
      for (Step step : steps) {
        pipeline.evalsha(script.digest(), step.keys(), step.values());
      }
      return pipeline.syncAndReturnAll();
    }
  }

  private <T> T asked(Supplier<T> question) {
    try {
      return question.get();
    } catch (JedisException failure) {
      if (failure.getCause() instanceof InterruptedException) {
        Thread.currentThread().interrupt(); // which the pool has taken off
      }
      if (failure instanceof JedisConnectionException) {
        // The other connections are as dead; each would fail once more when the server is back.
        server.getPool().clear();
      }
      throw RedisFailures.of(address, failure);
    }
  }

  private static int count(Object number) {
    return Math.clamp((Long) number, 0, Integer.MAX_VALUE);
  }

  private static byte[] number(long number) {
    return Keys.bytes(Long.toString(number));
  }
}
