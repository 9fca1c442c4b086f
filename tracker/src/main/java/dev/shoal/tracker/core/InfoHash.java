package dev.shoal.tracker.core;

import dev.shoal.base.Hash;
import java.nio.ByteBuffer;

/**
 * The 20 bytes that name a torrent (BEP 3), as three numbers: no object and no array of its own.
 *
 * @param high bytes 0 to 7
 * @param middle bytes 8 to 15
 * @param low bytes 16 to 19
 */
public record InfoHash(long high, long middle, int low) implements Comparable<InfoHash> {
  /** The same as a hash of 20 bytes. */
  public static InfoHash of(Hash hash) {
    return read(ByteBuffer.wrap(hash.bytes()));
  }

  /** The next 20 bytes of the buffer. */
  public static InfoHash read(ByteBuffer in) {
    return new InfoHash(in.getLong(), in.getLong(), in.getInt());
  }

  /** Writes the 20 bytes. */
  public void putTo(ByteBuffer out) {
    out.putLong(high).putLong(middle).putInt(low);
  }

  /** The 20 bytes as a hash. */
  public Hash hash() {
    ByteBuffer bytes = ByteBuffer.allocate(Hash.SHA1_LENGTH);
    putTo(bytes);
    return Hash.of(bytes.array());
  }

  /** Forty hexadecimal digits. */
  public String hex() {
    return "%016x%016x%08x".formatted(high, middle, low);
  }

  @Override
  public int compareTo(InfoHash other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    int byMiddle = Long.compareUnsigned(middle, other.middle);
    if (byHigh != 0 || byMiddle != 0) {
      return byHigh != 0 ? byHigh : byMiddle;
    }
    return Integer.compareUnsigned(low, other.low);
  }
}
