package dev.shoal.simulator;

import dev.shoal.base.Locator;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * An address for each node, each in a public /24 of its own, so that all limits of networks count:
 * room for 13 million nodes. Nothing is ever sent to them.
 */
final class Addresses {
  private static final int PORT = 6881;
  private static final int NETWORKS_OF_FIRST = 1 << 16; // /24s that begin with one byte
  private static final int BYTE_MASK = 0xFF;

  /** First bytes of addresses that are public and unicast, as far as a core can tell. */
  private static final int[] FIRST =
      java.util.stream.IntStream.range(1, 224)
          .filter(first -> Arrays.binarySearch(new int[] {10, 100, 127, 169, 172, 192}, first) < 0)
          .toArray();

  static final int MOST = FIRST.length * NETWORKS_OF_FIRST;

  private Locator.Ip[] locators = new Locator.Ip[16];

  /** The place of a node. */
  Locator.Ip of(int node) {
    if (node >= locators.length) {
      locators = Arrays.copyOf(locators, Math.max(node + 1, locators.length * 2));
    }
    if (locators[node] == null) {
      locators[node] = new Locator.Ip(address(node), PORT);
    }
    return locators[node];
  }

  private static InetAddress address(int node) {
    if (node >= MOST) {
      throw new IllegalArgumentException("more than " + MOST + " nodes");
    }
    int network = node % NETWORKS_OF_FIRST;
    byte[] bytes = {
      (byte) FIRST[node / NETWORKS_OF_FIRST], (byte) (network >> Byte.SIZE), (byte) network, 1
    };
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException fourBytesAreAnAddress) {
      throw new AssertionError(fourBytesAreAnAddress);
    }
  }

  /** The node with this address; -1 if that is none. */
  static int node(InetAddress address) {
    if (!(address instanceof Inet4Address)) {
      return -1;
    }
    byte[] bytes = address.getAddress();
    int first = Arrays.binarySearch(FIRST, bytes[0] & BYTE_MASK);
    int network = (bytes[1] & BYTE_MASK) << Byte.SIZE | (bytes[2] & BYTE_MASK);
    return first < 0 || bytes[3] != 1 ? -1 : first * NETWORKS_OF_FIRST + network;
  }
}
