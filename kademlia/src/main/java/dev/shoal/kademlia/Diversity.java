package dev.shoal.kademlia;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * How many contacts of one address, and of one network (a /24 of IPv4, a /64 of IPv6), are taken: a
 * single party easily has many ids, but not many networks.
 *
 * @param address contacts of one address
 * @param bucket contacts of one network in a bucket, and in a lookup
 * @param table contacts of one network in a table
 */
public record Diversity(int address, int bucket, int table) {
  private static final int V4_PREFIX = 3;
  private static final int V6_PREFIX = 8;
  private static final int BYTE_MASK = 0xFF;

  /** What public networks can be asked for. */
  public static final Diversity STRICT = new Diversity(1, 2, 10);

  /** Whoever comes: all nodes are on one machine, or known to be friends. */
  public static final Diversity NONE =
      new Diversity(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  /** Whether two addresses are of one network. */
  static boolean sameNetwork(InetAddress one, InetAddress other) {
    return one.getClass() == other.getClass() && network(one) == network(other);
  }

  /** The network of an address as a number: different ones mean different networks. */
  static long network(InetAddress address) {
    byte[] bytes = address.getAddress();
    int length = address instanceof Inet4Address ? V4_PREFIX : V6_PREFIX;
    long network = 0;
    for (int i = 0; i < length; i++) {
      network = network << Byte.SIZE | (bytes[i] & BYTE_MASK);
    }
    return network;
  }
}
