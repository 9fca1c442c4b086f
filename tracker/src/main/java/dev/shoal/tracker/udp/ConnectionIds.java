package dev.shoal.tracker.udp;

import dev.shoal.base.Endpoint;
import java.time.Duration;

/**
 * Connection ids that need no memory (BEP 15): a keyed hash of the address and the time. Whoever
 * has one has received a datagram at that address. Any thread.
 */
final class ConnectionIds {
  /** One is good in its slot and the next: for two minutes at least, as BEP 15 wants. */
  static final long SLOT_NANOS = Duration.ofMinutes(2).toNanos();

  private final long key0;
  private final long key1;

  /** Ids under a key of chance, the same for all threads of a tracker. */
  ConnectionIds(long key0, long key1) {
    this.key0 = key0;
    this.key1 = key1;
  }

  long issue(Endpoint to, long nanos) {
    return id(to, Math.floorDiv(nanos, SLOT_NANOS));
  }

  boolean isValid(long id, Endpoint from, long nanos) {
    long slot = Math.floorDiv(nanos, SLOT_NANOS);
    return id == id(from, slot) || id == id(from, slot - 1);
  }

  private long id(Endpoint address, long slot) {
    return SipHash.of(key0, key1, slot, address.high(), address.low());
  }
}
