package dev.shoal.content;

import dev.shoal.base.Hash;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which pieces are verified by the SHA-1 digests of version 1 (BEP 3, {@code pieces}). That the
 * bytes of a piece are present is told elsewhere ({@link IntervalSet}): present is not verified.
 * For a single thread.
 */
public final class V1Pieces {
  private final byte[] hashes;
  private final BitSet verified = new BitSet();
  private int count;

  /**
   * Nothing is verified yet.
   *
   * @param hashes 20 bytes a piece, not copied
   * @throws IllegalArgumentException if they are not as many as the layout has pieces
   */
  public V1Pieces(Layout layout, byte[] hashes) {
    if (hashes.length != (long) layout.pieces() * Hash.SHA1_LENGTH) {
      throw new IllegalArgumentException(
          hashes.length + " bytes of digests for " + layout.pieces() + " pieces");
    }
    this.hashes = hashes;
  }

  /** The number of pieces. */
  public int pieces() {
    return hashes.length / Hash.SHA1_LENGTH;
  }

  /** Whether this is the digest of the piece; remembers nothing. */
  public boolean matches(int piece, byte[] digest) {
    int from = piece * Hash.SHA1_LENGTH;
    int to = from + Hash.SHA1_LENGTH;
    return Arrays.equals(hashes, from, to, digest, 0, digest.length);
  }

  /** Takes the piece as verified. */
  public void add(int piece) {
    if (!verified.get(piece)) {
      verified.set(piece);
      count++;
    }
  }

  /** Takes the piece as not verified. */
  public void remove(int piece) {
    if (verified.get(piece)) {
      verified.clear(piece);
      count--;
    }
  }

  /** Whether the piece is verified. */
  public boolean has(int piece) {
    return verified.get(piece);
  }

  /** How many are verified. */
  public int count() {
    return count;
  }

  /** Whether all are verified. */
  public boolean complete() {
    return count == pieces();
  }

  /** Whether all of these are verified. */
  public boolean hasAll(BitSet wanted) {
    BitSet missing = (BitSet) wanted.clone();
    missing.andNot(verified);
    return missing.isEmpty();
  }

  /** A copy of what is verified. */
  public BitSet verified() {
    return (BitSet) verified.clone();
  }
}
