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
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(Arrays.copyOf(bytes, address instanceof Inet4Address ? 3 : 8));
  }
}
