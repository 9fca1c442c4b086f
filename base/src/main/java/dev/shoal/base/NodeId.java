package dev.shoal.base;

import java.util.Arrays;
import java.util.HexFormat;

/** The id of a node in an overlay: 1 to 64 bytes, as that overlay has them. Immutable. */
public final class NodeId implements Comparable<NodeId> {
  private static final int MAX_LENGTH = 64; // twice the longest in use, so that a mistake shows

  private final byte[] bytes;
  private final long first; // the first eight bytes: nearly all comparisons end with them

  private NodeId(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAX_LENGTH) {
      throw new IllegalArgumentException("a node id has 1 to 64 bytes, not " + bytes.length);
    }
    this.bytes = bytes;
    this.first = first(bytes);
  }

  private static long first(byte[] bytes) {
    long number = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      number = number << Byte.SIZE | (i < bytes.length ? bytes[i] & 0xFF : 0);
    }
    return number;
  }

  /** The id made of these bytes, which are copied. */
  public static NodeId of(byte[] bytes) {
    return new NodeId(bytes.clone());
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many bytes it has. */
  public int length() {
    return bytes.length;
  }

  /** The byte at this place, 0 to 255; the first one weighs most. */
  public int at(int place) {
    return bytes[place] & 0xFF;
  }

  /** The first eight bytes as an unsigned number, with zeros where there are fewer. */
  public long first() {
    return first;
  }

  @Override
  public int compareTo(NodeId other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NodeId id && first == id.first && Arrays.equals(bytes, id.bytes);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first) * 31 + bytes[bytes.length - 1];
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
