package dev.shoal.announce;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * The 20 bytes by which a peer calls itself (BEP 3), of which the first often tell its program (BEP
 * 20). Immutable.
 */
public final class PeerId {
  /** The length in bytes. */
  public static final int LENGTH = 20;

  /**
   * What Shoal's own begin with: {@code SH} is used neither in BEP 20 nor in the tables of the
   * clients that keep one; the digits are the version 0.1.0.
   */
  public static final String PREFIX = "-SH0100-";

  private final byte[] bytes;

  private PeerId(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a peer id has 20 bytes, not " + bytes.length);
    }
    this.bytes = bytes;
  }

  /** The peer id made of these 20 bytes, which are copied. */
  public static PeerId of(byte[] bytes) {
    return new PeerId(bytes.clone());
  }

  /** The next 20 bytes of the buffer. */
  public static PeerId from(ByteBuffer in) {
    byte[] bytes = new byte[LENGTH];
    in.get(bytes);
    return new PeerId(bytes);
  }

  /**
   * A new one for this program: the prefix and 12 bytes of chance.
   *
   * @param random unpredictable outside tests, as whoever knows the id can speak for the peer
   */
  public static PeerId create(RandomGenerator random) {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    byte[] prefix = PREFIX.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(prefix, 0, bytes, 0, prefix.length);
    return new PeerId(bytes);
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Writes the bytes. */
  void putTo(ByteBuffer out) {
    out.put(bytes);
  }

  /** Whether it begins with these bytes. */
  public boolean startsWith(byte[] beginning) {
    int length = beginning.length;
    return length <= LENGTH && Arrays.equals(bytes, 0, length, beginning, 0, length);
  }

  /** The name and version of the program, as far as known; letters, digits and dots only. */
  public String client() {
    return ClientNames.describe(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PeerId id && Arrays.equals(bytes, id.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
