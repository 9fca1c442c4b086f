package dev.shoal.net.server;

import dev.shoal.base.Endpoint;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Addresses as Linux has them in memory: {@code sockaddr_in} and {@code sockaddr_in6}. All but the
 * family is in network order.
 */
final class SocketAddresses {
  /** That of IPv6: family 2, port 2, flow 4, address 16, scope 4. */
  static final int MOST_BYTES = 28;

  private static final int V4_BYTES = 16;
  private static final int PORT = 2;
  private static final int V4_ADDRESS = 4;
  private static final int V6_ADDRESS = 8;
  private static final int V6_SCOPE = 24;
  private static final long MAPPED = 0xFFFF; // ::ffff:0:0/96, IPv4 at a socket of both (RFC 4291)

  private SocketAddresses() {}

  static int port(ByteBuffer address) {
    return Short.toUnsignedInt(address.order(ByteOrder.BIG_ENDIAN).getShort(PORT));
  }

  /** Who sent a datagram, whose address begins here; the buffer is big-endian. */
  static Endpoint endpoint(ByteBuffer addresses, int at) {
    int port = Short.toUnsignedInt(addresses.getShort(at + PORT));
    if (Short.reverseBytes(addresses.getShort(at)) == LinuxCalls.AF_INET) { // little-endian
      return Endpoint.v4(addresses.getInt(at + V4_ADDRESS), port);
    }
    long high = addresses.getLong(at + V6_ADDRESS);
    long low = addresses.getLong(at + V6_ADDRESS + Long.BYTES);
    return high == 0 && low >>> Integer.SIZE == MAPPED
        ? Endpoint.v4((int) low, port)
        : new Endpoint(true, high, low, port);
  }

  /** The bytes of an address to listen at. */
  static byte[] bytes(InetSocketAddress at, boolean v6) {
    ByteBuffer bytes = ByteBuffer.allocate(v6 ? MOST_BYTES : V4_BYTES);
    int family = v6 ? LinuxCalls.AF_INET6 : LinuxCalls.AF_INET;
    bytes.putShort(0, Short.reverseBytes((short) family));
    bytes.putShort(PORT, (short) at.getPort());
    InetAddress address = at.getAddress();
    if (address instanceof Inet6Address six) {
      bytes.put(V6_ADDRESS, six.getAddress());
      bytes.putInt(V6_SCOPE, Integer.reverseBytes(six.getScopeId()));
    } else if (!v6) {
      bytes.put(V4_ADDRESS, address.getAddress());
    } // else the wildcard, which is noughts in either family
    return bytes.array();
  }
}
