package dev.shoal.tracker.core;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How many swarms and peers there are, and whether there is room for more. Cores that share a
 * tracker's torrents among them share one of these; it alone may be used by several threads.
 *
 * <p>Peers are counted by address in a table of a fixed size. Addresses that meet in one place of
 * it share what is allowed; with ten million peers some 150 meet, of the thousands that are
 * allowed.
 */
public final class Census {
  private static final int PLACES = 1 << 16;

  private final TrackerLimits limits;
  private final AtomicInteger swarms = new AtomicInteger();
  private final AtomicInteger peers = new AtomicInteger();
  private final AtomicIntegerArray atAddress = new AtomicIntegerArray(PLACES);

  /** Nobody yet, and so much room. */
  public Census(TrackerLimits limits) {
    this.limits = limits;
  }

  /** Whether there is room for one more peer at this place, in a swarm that is new or not. */
  boolean hasRoom(int place, boolean newSwarm) {
    return peers.get() < limits.peers()
        && !(newSwarm && swarms.get() >= limits.swarms())
        && atAddress.get(place) < limits.peersAtAddress();
  }

  /**
   * The place of an address: that of a stranger, who has one IPv4 address or all those of an IPv6
   * network of 64 bits.
   */
  static int place(boolean v6, long high, long low, Mixing mixing) {
    return (v6 ? mixing.of(high, 1) : mixing.of(low, 0)) & (PLACES - 1);
  }

  void peerCame(int place) {
    peers.incrementAndGet();
    atAddress.incrementAndGet(place);
  }

  void peerLeft(int place) {
    peers.decrementAndGet();
    atAddress.decrementAndGet(place);
  }

  void swarmCame() {
    swarms.incrementAndGet();
  }

  void swarmLeft() {
    swarms.decrementAndGet();
  }
}
