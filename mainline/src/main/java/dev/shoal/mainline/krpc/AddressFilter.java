package dev.shoal.mainline.krpc;

import dev.shoal.base.Hash;
import java.net.InetAddress;
import java.util.BitSet;

/**
 * A set of addresses that can be counted and joined, but not listed: a Bloom filter of 2048 bits
 * with two hashes (BEP 33). For one thread.
 */
public final class AddressFilter {
  /** Its length in bytes. */
  public static final int LENGTH = 256;

  private static final int BITS = LENGTH * Byte.SIZE;
  private static final int HASHES = 2;

  private final BitSet bits;

  /** No address. */
  public AddressFilter() {
    this(new BitSet(BITS));
  }

  private AddressFilter(BitSet bits) {
    this.bits = bits;
  }

  /** The filter with these {@link #LENGTH} bytes. */
  public static AddressFilter of(byte[] bytes) {
    return new AddressFilter(BitSet.valueOf(bytes));
  }

  /** Adds an address; one that is there changes nothing. */
  public void add(InetAddress address) {
    byte[] hash = Hash.sha1(address.getAddress()).bytes();
    for (int i = 0; i < HASHES; i++) {
      bits.set(((hash[2 * i] & 0xFF) | (hash[2 * i + 1] & 0xFF) << Byte.SIZE) % BITS);
    }
  }

  /** Adds all addresses of another one. */
  public void add(AddressFilter other) {
    bits.or(other.bits);
  }

  /** About how many addresses it has; beyond 6000 nothing can be told. */
  public double count() {
    double unset = Math.min(BITS - 1.0, BITS - bits.cardinality());
    return Math.max(0, Math.log(Math.max(1, unset) / BITS) / (HASHES * Math.log(1 - 1.0 / BITS)));
  }

  /** Its {@link #LENGTH} bytes. */
  public byte[] bytes() {
    return java.util.Arrays.copyOf(bits.toByteArray(), LENGTH);
  }
}
