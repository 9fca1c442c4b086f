package dev.shoal.bittorrent.peer;

import java.util.concurrent.locks.LockSupport;

/**
 * A pause of a reader whose peer sends without end, and nothing of use. A virtual thread whose
 * socket never runs dry keeps its carrier, as nobody takes it away; and one that only yields comes
 * again before all who were woken from elsewhere.
 */
final class Breath {
  /** Of a full buffer each: bounds what one peer can send without payload to 64 MiB a second. */
  private static final long NANOS = 1_000_000;

  private Breath() {}

  static void take() {
    LockSupport.parkNanos(NANOS);
  }
}
