package dev.shoal.host;

/**
 * A stretch of the content that one source is to give. Its beginning and end are borders of 16 KiB
 * blocks of pieces; it lies in one piece or covers neighbouring whole pieces.
 *
 * @param id names it within its swarm; never used again
 * @param offset its first byte within the content
 * @param length 1 byte to {@link #MAX_LENGTH}
 */
public record Lease(long id, long offset, int length) {
  /** The most a lease covers: a run buffer of this size is one disk write. */
  public static final int MAX_LENGTH = 1 << 20;

  public Lease {
    if (length < 1 || length > MAX_LENGTH || offset < 0) {
      throw new IllegalArgumentException("no lease: " + offset + "+" + length);
    }
  }

  /** The first byte behind it. */
  public long end() {
    return offset + length;
  }
}
