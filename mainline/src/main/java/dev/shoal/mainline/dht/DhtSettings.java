package dev.shoal.mainline.dht;

import dev.shoal.kademlia.Tuning;
import dev.shoal.mainline.store.Throttle;

/**
 * How a node of the DHT is to be.
 *
 * @param v6 whether it is of the DHT of IPv6 (BEP 32: there are two)
 * @param tuning of table and lookups
 * @param readOnly it only asks, as it will be gone soon (BEP 43)
 * @param seed 20 bytes of its identity, from which its ids are made
 * @param repliesASecond the most questions that it answers on average, twice as many at once
 * @param throttleCounters a power of two: how many that ask are told apart ({@link Throttle})
 * @param relays whether it takes part in recursive lookups
 * @param secureIds whether ids that BEP 42 forbids count less
 */
public record DhtSettings(
    boolean v6,
    Tuning tuning,
    boolean readOnly,
    byte[] seed,
    int repliesASecond,
    int throttleCounters,
    boolean relays,
    boolean secureIds) {
  /** Some hundred KB a second at the most, of which a node of the real DHT needs a thousandth. */
  public static final int USUAL_REPLIES = 500;

  /** Paths of lookups that lead to something being written: enough to pass by a fifth of liars. */
  public static final int USUAL_PATHS = 3;

  /** For nodes that are asked once or twice a second. */
  private static final int FEW_COUNTERS = 32;

  /** A node that answers, with what is usual. */
  public static DhtSettings of(boolean v6, Tuning tuning, byte[] seed) {
    return new DhtSettings(
        v6, tuning, false, seed, USUAL_REPLIES, Throttle.USUAL_COUNTERS, true, true);
  }

  /** The same for a node that only asks. */
  public DhtSettings readingOnly() {
    return new DhtSettings(
        v6, tuning, true, seed, repliesASecond, throttleCounters, relays, secureIds);
  }

  /** The same with another limit. */
  public DhtSettings replying(int aSecond) {
    return new DhtSettings(
        v6, tuning, readOnly, seed, aSecond, throttleCounters, relays, secureIds);
  }

  /** The same for a node that believes every id: to see what that costs. */
  public DhtSettings believingIds() {
    return new DhtSettings(
        v6, tuning, readOnly, seed, repliesASecond, throttleCounters, relays, false);
  }

  /** The same for a node that shares its memory with very many others. */
  public DhtSettings small(boolean relaying) {
    return new DhtSettings(
        v6, tuning, readOnly, seed, repliesASecond, FEW_COUNTERS, relaying, secureIds);
  }
}
