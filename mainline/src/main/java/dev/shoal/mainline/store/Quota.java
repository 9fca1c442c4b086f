package dev.shoal.mainline.store;

import dev.shoal.discovery.Subnet;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * How many entries of a store belong to each address, and to each subnet: nobody fills it alone.
 * What it remembers is bounded by the entries themselves. For one thread.
 */
final class Quota {
  private final int perAddress;
  private final int perSubnet;
  private final Map<ByteBuffer, Integer> held = new HashMap<>(); // asked, never walked

  Quota(int perAddress, int perSubnet) {
    this.perAddress = perAddress;
    this.perSubnet = perSubnet;
  }

  /** Whether this one may have one more. */
  boolean allows(InetAddress address) {
    return held.getOrDefault(key(address), 0) < perAddress
        && held.getOrDefault(Subnet.of(address), 0) < perSubnet;
  }

  void take(InetAddress address) {
    held.merge(key(address), 1, Integer::sum);
    held.merge(Subnet.of(address), 1, Integer::sum);
  }

  void giveBack(InetAddress address) {
    held.computeIfPresent(key(address), (who, n) -> n == 1 ? null : n - 1);
    held.computeIfPresent(Subnet.of(address), (who, n) -> n == 1 ? null : n - 1);
  }

  /** Whole addresses are longer than subnets, so that the two never meet in the map. */
  private static ByteBuffer key(InetAddress address) {
    return ByteBuffer.wrap(address.getAddress());
  }
}
