package dev.shoal.tracker.core;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory swarms and peers take, and whether there is room for more. Cores that share a
 * tracker's torrents among them share one of these; it alone may be used by several threads.
 *
 * <p>Peers are counted by address in a table of a fixed size. Addresses that meet in one place of
 * it share what is allowed; with ten million peers some 150 meet, of the thousands that are
 * allowed.
 */
public final class Census {
  /** What a swarm takes: 48 bytes, a row of 40, its array's head of 16, its slot of 8. */
  static final int SWARM_BYTES = 112;

  /** What an IPv4 peer takes: eight bytes, and as its row grows by a fourth some are free. */
  static final int V4_BYTES = 10;

  /** What an IPv6 peer takes: 24 bytes, and a share of the row that few swarms have. */
  static final int V6_BYTES = 50;

  private static final int PLACES = 1 << 16;

  private final TrackerLimits limits;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicIntegerArray atAddress = new AtomicIntegerArray(PLACES);

  /** Nobody yet, and so much room. */
  public Census(TrackerLimits limits) {
    this.limits = limits;
  }

  /** The memory that is taken. */
  public long bytes() {
    return bytes.get();
  }

  /** Whether there is room for one more peer at this place, in a swarm that is new or not. */
  boolean hasRoom(int place, boolean newSwarm) {
    return bytes.get() + (newSwarm ? SWARM_BYTES : 0) < limits.bytes()
        && atAddress.get(place) < limits.peersAtAddress();
  }

  /**
   * The place of an address: that of a stranger, who has one IPv4 address or all those of an IPv6
   * network of 64 bits.
   */
  static int place(boolean v6, long high, long low, Mixing mixing) {
    return (v6 ? mixing.of(high, 1) : mixing.of(low, 0)) & (PLACES - 1);
  }

  void peerCame(int place, boolean v6) {
    bytes.addAndGet(v6 ? V6_BYTES : V4_BYTES);
    atAddress.incrementAndGet(place);
  }

  void peerLeft(int place, boolean v6) {
    bytes.addAndGet(v6 ? -V6_BYTES : -V4_BYTES);
    atAddress.decrementAndGet(place);
  }

  void swarmCame() {
    bytes.addAndGet(SWARM_BYTES);
  }

  void swarmLeft() {
    bytes.addAndGet(-SWARM_BYTES);
  }
}
