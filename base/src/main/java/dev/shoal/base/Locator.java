package dev.shoal.base;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** How to reach something. It has no id: see {@link Contact} for one that has. */
public sealed interface Locator permits Locator.Ip {

  /**
   * An IP address and a port, 0 to 65535 (0 where only the address matters).
   *
   * @param address IPv4 or IPv6
   * @param port the TCP or UDP port
   */
  record Ip(InetAddress address, int port) implements Locator, Comparable<Ip> {
    public Ip {
      if (port < 0 || port > 0xFFFF) {
        throw new IllegalArgumentException("no port: " + port);
      }
    }

    /** The locator of a resolved socket address. */
    public static Ip of(InetSocketAddress socket) {
      return new Ip(socket.getAddress(), socket.getPort());
    }

    /** The same as a socket address. */
    public InetSocketAddress socketAddress() {
      return new InetSocketAddress(address, port);
    }

    /** IPv4 before IPv6, then by the unsigned bytes of the address, then by port. */
    @Override
    public int compareTo(Ip other) {
      byte[] mine = address.getAddress();
      byte[] theirs = other.address.getAddress();
      if (mine.length != theirs.length) {
        return Integer.compare(mine.length, theirs.length);
      }
      int byAddress = java.util.Arrays.compareUnsigned(mine, theirs);
      return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
    }

    @Override
    public String toString() {
      String text = address.getHostAddress();
      return address instanceof Inet6Address ? "[" + text + "]:" + port : text + ":" + port;
    }
  }
}
