package dev.shoal.discovery.book;

import dev.shoal.base.Locator;
import dev.shoal.discovery.Subnet;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Where an address has to stand. A secret key decides, so that nobody can aim at a place, and
 * nothing else does, so that nobody can move an address by naming it again.
 *
 * <p>There are a quarter of Bitcoin's buckets, and what one group reaches of them is the same
 * share: a chain of blocks stands and falls with eight connections, a DHT with asking many nodes,
 * and a full book is a file of one MiB rather than of five.
 */
final class Places {
  /** Bytes of the key. */
  static final int KEY_LENGTH = 32;

  /** Addresses in a bucket. */
  static final int SLOTS = 64;

  /** Buckets of those that were named; one source group reaches {@link #NEW_REACH}. */
  static final int NEW_BUCKETS = 256;

  /** Buckets of those that answered; one group of addresses reaches {@link #TRIED_REACH}. */
  static final int TRIED_BUCKETS = 64;

  static final int NEW_REACH = 16;
  static final int TRIED_REACH = 2;

  private static final String ALGORITHM = "HmacSHA256";

  /** What is asked of the key; the same words give another number for each. */
  private enum Use {
    NEW_SHARE,
    NEW_BUCKET,
    TRIED_SHARE,
    TRIED_BUCKET,
    NEW_SLOT,
    TRIED_SLOT
  }

  private final Mac mac;

  Places(byte[] key) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  /** The bucket of a node that this source named. */
  int newBucket(InetAddress node, InetAddress source) {
    ByteBuffer from = Subnet.wide(source);
    int share = number(Use.NEW_SHARE, NEW_REACH, Subnet.wide(node), from);
    return number(Use.NEW_BUCKET, NEW_BUCKETS, from, bytes(share));
  }

  /** The bucket of a node that answered. */
  int triedBucket(Locator.Ip node) {
    int share = number(Use.TRIED_SHARE, TRIED_REACH, bytes(node));
    return number(Use.TRIED_BUCKET, TRIED_BUCKETS, Subnet.wide(node.address()), bytes(share));
  }

  /** The place of a node within a bucket. */
  int slot(boolean tried, int bucket, Locator.Ip node) {
    return number(tried ? Use.TRIED_SLOT : Use.NEW_SLOT, SLOTS, bytes(bucket), bytes(node));
  }

  private int number(Use use, int below, ByteBuffer... words) {
    mac.update(use.name().getBytes(StandardCharsets.US_ASCII));
    for (ByteBuffer word : words) {
      mac.update((byte) word.remaining()); // so that no two questions are the same bytes
      mac.update(word.duplicate());
    }
    return Math.floorMod(ByteBuffer.wrap(mac.doFinal()).getLong(), below);
  }

  private static ByteBuffer bytes(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(0, number);
  }

  private static ByteBuffer bytes(Locator.Ip node) {
    byte[] address = node.address().getAddress();
    return ByteBuffer.allocate(address.length + Short.BYTES)
        .put(address)
        .putShort((short) node.port())
        .flip();
  }
}
