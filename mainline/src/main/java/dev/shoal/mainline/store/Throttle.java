package dev.shoal.mainline.store;

import dev.shoal.discovery.Subnet;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How often each address, and each subnet, may ask: so many a second, and a burst after a pause. It
 * has a fixed number of counters, which addresses share by a keyed hash, so that no number of them
 * makes it grow. What is too much is only left unanswered: a spoofed flood bans nobody. For one
 * thread.
 */
public final class Throttle {
  /** More than any program asks of one node but by a mistake. */
  public static final int ADDRESS_A_SECOND = 10;

  /** Of one /24 or /64. */
  public static final int SUBNET_A_SECOND = 50;

  /** Seconds of its rate that may come at once. */
  public static final int BURST_SECONDS = 5;

  /** Enough for whoever asks a node of the real DHT within seconds: 256 KiB. */
  public static final int USUAL_COUNTERS = 1 << 14;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final int salt;
  private final long[] address; // when the counter is empty again
  private final long[] subnet;

  /**
   * Nobody has asked yet.
   *
   * @param counters a power of two
   */
  public Throttle(RandomGenerator random, int counters, long nanos) {
    salt = random.nextInt();
    address = new long[counters];
    subnet = new long[counters];
    Arrays.fill(address, nanos);
    Arrays.fill(subnet, nanos);
  }

  /** Counts a question, and says whether it may be answered. */
  public boolean allows(InetAddress from, long nanos) {
    ByteBuffer bytes = ByteBuffer.wrap(from.getAddress());
    return take(address, slot(bytes), ADDRESS_A_SECOND, nanos)
        && take(subnet, slot(Subnet.of(from)), SUBNET_A_SECOND, nanos);
  }

  private static boolean take(long[] emptyAt, int slot, int aSecond, long nanos) {
    long since = Math.max(0, emptyAt[slot] - nanos);
    if (since > BURST_SECONDS * SECOND_NANOS) {
      return false;
    }
    emptyAt[slot] = nanos + since + SECOND_NANOS / aSecond;
    return true;
  }

  private int slot(ByteBuffer of) {
    int hash = salt;
    for (int i = 0; i < of.limit(); i++) {
      hash = (hash ^ of.get(i)) * 0x01000193;
    }
    hash ^= hash >>> 15;
    return ((hash * 0x2c1b3c6d) >>> 16) & (address.length - 1);
  }
}
