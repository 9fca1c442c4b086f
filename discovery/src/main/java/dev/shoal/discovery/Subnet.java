package dev.shoal.discovery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What one party easily has many addresses of: a /24 of IPv4, a /64 of IPv6. */
public final class Subnet {
  private Subnet() {}

  /** The subnet of an address, to compare and to count by. */
  public static ByteBuffer of(InetAddress address) {
    return prefix(address, 3, 8);
  }

  /**
   * The group of an address: what one party seldom has many of, a /16 of IPv4, a /32 of IPv6, which
   * is what a provider gets.
   */
  public static ByteBuffer wide(InetAddress address) {
    return prefix(address, 2, 4);
  }

  private static ByteBuffer prefix(InetAddress address, int ofV4, int ofV6) {
    int length = address instanceof Inet4Address ? ofV4 : ofV6;
    return ByteBuffer.wrap(Arrays.copyOf(address.getAddress(), length));
  }
}
