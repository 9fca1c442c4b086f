package dev.shoal.tracker;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Connection ids that need no memory (BEP 15): a keyed hash of the address and the time. Whoever
 * has one has received a datagram at that address. For one thread.
 */
final class ConnectionIds {
  /** One is good in its slot and the next: for two minutes at least, as BEP 15 wants. */
  static final long SLOT_NANOS = Duration.ofMinutes(2).toNanos();

  /** The length of the key in bytes. */
  static final int KEY_LENGTH = 32;

  private static final String ALGORITHM = "HmacSHA256";

  private final Mac mac;

  /**
   * Ids under a key.
   *
   * @param key of chance, the same for all threads of a tracker
   */
  ConnectionIds(byte[] key) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  long issue(InetAddress to, long nanos) {
    return id(to, Math.floorDiv(nanos, SLOT_NANOS));
  }

  boolean isValid(long id, InetAddress from, long nanos) {
    long slot = Math.floorDiv(nanos, SLOT_NANOS);
    return id == id(from, slot) || id == id(from, slot - 1);
  }

  private long id(InetAddress address, long slot) {
    mac.update(ByteBuffer.allocate(Long.BYTES).putLong(slot).flip());
    return ByteBuffer.wrap(mac.doFinal(address.getAddress())).getLong();
  }
}
