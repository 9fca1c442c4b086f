package dev.shoal.mainline.store;

import dev.shoal.base.NodeId;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that need no memory: a keyed hash of an address, a target and the time. Whoever has one
 * has received an answer at that address, and may write to that target and no other (BEP 5 asks for
 * the former only). For one thread.
 */
public final class Tokens {
  /** The length of a token in bytes: nobody guesses one in its life. */
  public static final int LENGTH = 8;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_LENGTH = 32;

  private final Mac mac;
  private final SecretKeySpec key;
  private final long epochNanos;

  /**
   * Tokens under a key of chance.
   *
   * @param mac what works; all tokens of one thread may share it
   * @param epochNanos how long one is given; it is good for as long again
   */
  public Tokens(Mac mac, RandomGenerator random, long epochNanos) {
    byte[] bytes = new byte[KEY_LENGTH];
    random.nextBytes(bytes);
    this.mac = mac;
    this.key = new SecretKeySpec(bytes, ALGORITHM);
    this.epochNanos = epochNanos;
  }

  /** A keyed hash for tokens to share: it is large, and each brings its own key. */
  public static Mac mac() {
    try {
      return Mac.getInstance(ALGORITHM);
    } catch (GeneralSecurityException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  /** A token for this address and target. */
  public byte[] issue(InetAddress to, NodeId target, long nanos) {
    return token(to, target, Math.floorDiv(nanos, epochNanos));
  }

  /** Whether the token was issued to this address for this target, not long ago. */
  public boolean isValid(byte[] token, InetAddress from, NodeId target, long nanos) {
    long epoch = Math.floorDiv(nanos, epochNanos);
    return MessageDigest.isEqual(token, token(from, target, epoch))
        || MessageDigest.isEqual(token, token(from, target, epoch - 1));
  }

  private byte[] token(InetAddress address, NodeId target, long epoch) {
    try {
      mac.init(key);
    } catch (GeneralSecurityException itIsOfTheRightKind) {
      throw new IllegalStateException(itIsOfTheRightKind);
    }
    mac.update(ByteBuffer.allocate(Long.BYTES).putLong(epoch).flip());
    mac.update(target.bytes());
    return Arrays.copyOf(mac.doFinal(address.getAddress()), LENGTH);
  }
}
