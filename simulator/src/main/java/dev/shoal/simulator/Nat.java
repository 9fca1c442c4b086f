package dev.shoal.simulator;

import java.util.HashMap;
import java.util.Map;

/**
 * A router before a node that opens no port: it lets in whom the node has written to lately, or
 * anybody as long as the node has written to somebody lately (RFC 4787, section 5:
 * address-dependent and endpoint-independent filtering).
 */
final class Nat {
  /** No router. */
  static final Nat NONE = new Nat(0, true);

  /** More than a node speaks with within minutes; beyond it all that is old is swept out. */
  private static final int SWEEP = 512;

  private final long timeout;
  private final boolean open;
  private final Map<Integer, Long> written =
      new HashMap<>(0); // asked, swept, never walked in order
  private long last = Long.MIN_VALUE / 2;

  Nat(long timeout, boolean open) {
    this.timeout = timeout;
    this.open = open;
  }

  boolean isOpen() {
    return open;
  }

  void sent(int to, long now) {
    if (this == NONE) {
      return;
    }
    last = now;
    if (!open) {
      written.put(to, now);
      if (written.size() > SWEEP) {
        written.values().removeIf(at -> now - at > timeout);
      }
    }
  }

  boolean letsIn(int from, long now) {
    return this == NONE || now - (open ? last : written.getOrDefault(from, last(now))) <= timeout;
  }

  private long last(long now) {
    return now - timeout - 1; // never written to
  }
}
