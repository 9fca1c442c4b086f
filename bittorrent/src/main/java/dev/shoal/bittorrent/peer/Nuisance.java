package dev.shoal.bittorrent.peer;

import dev.shoal.bittorrent.wire.WireException;

/**
 * How much a peer has said that is of no use to this side: the same again, requests that cannot be
 * answered, extensions nobody asked for. Some of it is normal, as messages cross each other; an
 * endless stream of it takes time from honest peers. Pure.
 */
final class Nuisance {
  /** Borne at once: the requests that may be under way when a choke crosses them. */
  private static final int MOST = 1 << 13;

  /** Forgiven in a second. */
  private static final int FORGIVEN = 1 << 9;

  /** Bytes that weigh as much as a message. */
  private static final int BYTES = 1 << 10;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private long sum;
  private long since;

  Nuisance(long nanos) {
    since = nanos;
  }

  /**
   * One more message.
   *
   * @param bytes its length
   * @throws WireException if that is too many
   */
  void add(int bytes, long nanos) {
    long seconds = (nanos - since) / SECOND_NANOS;
    since += seconds * SECOND_NANOS;
    sum = Math.max(0, sum - seconds * FORGIVEN) + 1 + bytes / BYTES;
    if (sum > MOST) {
      throw WireException.abuse("too much that is of no use");
    }
  }
}
