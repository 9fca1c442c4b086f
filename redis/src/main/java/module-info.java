/**
 * Swarms that several trackers share, in a server of Redis or Valkey. {@code tracker} says what is
 * asked of a store and finds this one by {@code ServiceLoader}; a tracker that keeps its swarms to
 * itself needs neither.
 *
 * <p>Read {@code announce.lua} first, among the resources: the server runs it for each announce,
 * and decides there who has expired and who is named, by its own clock and its own chance. So the
 * clocks of trackers need not agree, an announce is one question and one answer, and no swarm is
 * ever sent over the network as a whole. {@code scrape.lua} and {@code restore.lua} are the other
 * two. Then {@code RedisStore}, which calls them; {@code Keys} says what is kept under which name,
 * {@code RedisFailures} what a person reads if the server is away.
 *
 * <p>It keeps nothing itself, admits everybody and limits nothing: who may announce, and how many
 * are named, is the tracker's business, and how much is kept is the server's ({@code maxmemory}).
 * It finds no servers: a cluster has to be reached through one address that passes questions on.
 */
@SuppressWarnings("requires-automatic") // Jedis is no module; see docs/decisions/jedis.md
@org.jspecify.annotations.NullMarked
module dev.shoal.redis {
  requires static transitive org.jspecify;
  requires dev.shoal.tracker;
  requires dev.shoal.base;
  requires dev.shoal.announce;
  requires redis.clients.jedis;
  requires org.apache.commons.pool2;
  requires org.slf4j; // for Jedis, which cannot say so itself

  provides dev.shoal.tracker.shared.SwarmStoreProvider with
      dev.shoal.redis.RedisStoreProvider;
}
