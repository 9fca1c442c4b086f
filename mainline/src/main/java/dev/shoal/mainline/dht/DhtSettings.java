package dev.shoal.mainline.dht;

import dev.shoal.kademlia.Tuning;

/**
 * How a node of the DHT is to be.
 *
 * @param v6 whether it is of the DHT of IPv6 (BEP 32: there are two)
 * @param tuning of table and lookups
 * @param readOnly it only asks, as it will be gone soon (BEP 43)
 * @param seed 20 bytes of its identity, from which its ids are made
 * @param paths of lookups that lead to something being written, which share no node
 * @param repliesASecond the most questions that it answers on average, twice as many at once
 */
public record DhtSettings(
    boolean v6, Tuning tuning, boolean readOnly, byte[] seed, int paths, int repliesASecond) {
  /** Some hundred KB a second at the most, of which a node of the real DHT needs a thousandth. */
  public static final int USUAL_REPLIES = 500;

  /** Enough to pass by a fifth of liars. */
  public static final int USUAL_PATHS = 3;

  /** A node that answers, with what is usual. */
  public static DhtSettings of(boolean v6, Tuning tuning, byte[] seed) {
    return new DhtSettings(v6, tuning, false, seed, USUAL_PATHS, USUAL_REPLIES);
  }

  /** The same for a node that only asks. */
  public DhtSettings readingOnly() {
    return new DhtSettings(v6, tuning, true, seed, paths, repliesASecond);
  }

  /** The same with another limit. */
  public DhtSettings replying(int aSecond) {
    return new DhtSettings(v6, tuning, readOnly, seed, paths, aSecond);
  }
}
