package dev.shoal.tracker.shared;

import dev.shoal.announce.Scrape;
import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.SavedSwarm;
import java.time.Duration;
import java.util.List;

/**
 * Where several trackers keep the same swarms. What expires, and who is chosen to be named, is
 * decided in the store: never is a whole swarm read. Any thread may call; each call takes a second
 * at most.
 */
public interface SwarmStore extends AutoCloseable {
  /**
   * Takes an announce, forgets who has not been heard of for so long, and chooses whom to name.
   *
   * @param lifetime how long this peer counts if nothing more is heard of it
   * @param numWant how many peers at most are named, in all
   * @throws StoreException if the store is away; the announce may or may not have been taken then
   */
  Found announce(Announce announce, Duration lifetime, int numWant);

  /**
   * How the swarms of these torrents stand, in this order; noughts for one that is not known.
   *
   * @throws StoreException if the store is away
   */
  List<Scrape> scrape(List<InfoHash> infoHashes);

  /**
   * Adds peers that announced while the store was away. Those it has heard of since stay as they
   * are, and counts of completed downloads are not lowered.
   *
   * @param lifetime how long a peer counts from when it was heard of
   * @throws StoreException if the store is away
   */
  void restore(List<SavedSwarm> swarms, Duration lifetime);

  /**
   * Whether the store answers now.
   *
   * @throws StoreException if it does not
   */
  void ping();

  @Override
  void close();

  /**
   * What a store says of a swarm.
   *
   * @param seeds peers that have all
   * @param leechers the other peers
   * @param v4 some of them, by chance, 6 bytes each (BEP 23); never the asker
   * @param v6 some of them, by chance, 18 bytes each (BEP 7); never the asker
   */
  record Found(int seeds, int leechers, byte[] v4, byte[] v6) {}
}
