package dev.shoal.discovery;

import dev.shoal.base.Locator;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The priority that both ends of a connection compute for it (BEP 40): when all have more
 * candidates than room, those that stay make one well-connected swarm. Pure.
 */
public final class CanonicalPriority {
  private static final byte FEW_BITS = 0x55;

  private CanonicalPriority() {}

  /** The priority of a connection between two nodes, 0 to 2^32 - 1; the same whoever asks. */
  public static long of(Locator.Ip a, Locator.Ip b) {
    byte[] one = a.address().getAddress();
    byte[] other = b.address().getAddress();
    if (one.length != other.length) {
      return 0; // nobody is reached from the other family of addresses
    }
    if (Arrays.equals(one, other)) {
      return crc(port(a), port(b));
    }
    int whole = wholeBytes(one, other);
    return crc(masked(one, whole), masked(other, whole));
  }

  /** IPv4: two bytes, and one more for each that is the same from there on; IPv6: six. */
  private static int wholeBytes(byte[] a, byte[] b) {
    int whole = a.length == 4 ? 2 : 6;
    while (whole < a.length && Arrays.equals(a, 0, whole, b, 0, whole)) {
      whole++;
    }
    return whole;
  }

  private static byte[] masked(byte[] address, int whole) {
    byte[] masked = address.clone();
    for (int i = whole; i < masked.length; i++) {
      masked[i] &= FEW_BITS;
    }
    return masked;
  }

  private static byte[] port(Locator.Ip of) {
    return ByteBuffer.allocate(2).putShort((short) of.port()).array();
  }

  private static long crc(byte[] a, byte[] b) {
    boolean inOrder = Arrays.compareUnsigned(a, b) < 0;
    CRC32C crc = new CRC32C();
    crc.update(inOrder ? a : b);
    crc.update(inOrder ? b : a);
    return crc.getValue();
  }
}
