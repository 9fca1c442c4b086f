package dev.shoal.base;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * An address and a port in numbers, for whoever has millions of them.
 *
 * @param v6 whether it is an IPv6 address
 * @param high bytes 0 to 7 of an IPv6 address; 0 for IPv4
 * @param low bytes 8 to 15 of an IPv6 address; the IPv4 address, 0 to 2^32 - 1
 * @param port 0 to 65535
 */
public record Endpoint(boolean v6, long high, long low, int port) {
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;
  private static final long V4_MASK = 0xFFFF_FFFFL;

  /** This port at an address. */
  public static Endpoint of(InetAddress address, int port) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    return address instanceof Inet4Address
        ? v4(bytes.getInt(), port)
        : new Endpoint(true, bytes.getLong(), bytes.getLong(), port);
  }

  /** This port at an IPv4 address of 32 bits. */
  public static Endpoint v4(int address, int port) {
    return new Endpoint(false, 0, address & V4_MASK, port);
  }

  /** Another port at the same address. */
  public Endpoint withPort(int other) {
    return new Endpoint(v6, high, low, other);
  }

  /** The address. */
  public InetAddress address() {
    ByteBuffer bytes = ByteBuffer.allocate(v6 ? V6_BYTES : V4_BYTES);
    if (v6) {
      bytes.putLong(high).putLong(low);
    } else {
      bytes.putInt((int) low);
    }
    try {
      return InetAddress.getByAddress(bytes.array());
    } catch (UnknownHostException lengthIsRight) {
      throw new IllegalStateException(lengthIsRight);
    }
  }
}
