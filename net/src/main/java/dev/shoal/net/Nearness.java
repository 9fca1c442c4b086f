package dev.shoal.net;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * How near an address is to this machine. A stranger must not make this node speak to something
 * that is nearer than the stranger itself: local services trust whoever reaches them.
 *
 * <p>An IPv6 address that only wraps an IPv4 address is as near as that one: a gateway on the way,
 * or the kernel, would unwrap it.
 */
public enum Nearness {
  /** This machine. */
  LOOPBACK,
  /** This link. */
  LINK,
  /** Private networks (RFC 1918, RFC 4193, RFC 6598). */
  PRIVATE,
  /** Everything else. */
  GLOBAL;

  /** How near this address is; unspecified addresses count as this machine. */
  public static Nearness of(InetAddress address) {
    return address instanceof Inet4Address ? ofV4(address.getAddress()) : ofV6(address);
  }

  /** Whether one this near may name {@code target}: only what is not nearer than itself. */
  public boolean mayName(InetAddress target) {
    return of(target).compareTo(this) >= 0;
  }

  /** The stricter of the two, when one named the other: the farther. */
  public Nearness and(Nearness other) {
    return compareTo(other) >= 0 ? this : other;
  }

  private static Nearness ofV4(byte[] b) {
    int first = b[0] & 0xFF;
    int second = b[1] & 0xFF;
    return switch (first) {
      case 0, 127 -> LOOPBACK; // RFC 1122 3.2.1.3: this host, loopback
      case 10 -> PRIVATE;
      case 100 -> (second & 0xC0) == 64 ? PRIVATE : GLOBAL; // 100.64.0.0/10, RFC 6598
      case 169 -> second == 254 ? LINK : GLOBAL; // RFC 3927
      case 172 -> (second & 0xF0) == 16 ? PRIVATE : GLOBAL;
      case 192 -> second == 168 ? PRIVATE : GLOBAL;
      default -> first >= 224 ? LINK : GLOBAL; // multicast, reserved, broadcast
    };
  }

  private static Nearness ofV6(InetAddress address) {
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      return LOOPBACK;
    }
    if (address.isLinkLocalAddress() || address.isMulticastAddress()) {
      return LINK;
    }
    byte[] b = address.getAddress();
    if (startsWith(b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0) // IPv4-compatible, RFC 4291 2.5.5.1
        || startsWith(b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF) // IPv4-mapped, 2.5.5.2
        || startsWith(b, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0) // IPv4-translated, RFC 2765
        || startsWith(b, 0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0)) { // NAT64, RFC 6052
      return ofV4(Arrays.copyOfRange(b, 12, 16));
    }
    if (startsWith(b, 0x20, 0x02)) { // 6to4, RFC 3056
      return ofV4(Arrays.copyOfRange(b, 2, 6));
    }
    boolean uniqueLocal = (b[0] & 0xFE) == 0xFC; // fc00::/7, RFC 4193
    boolean localNat64 = startsWith(b, 0, 0x64, 0xFF, 0x9B, 0, 1); // RFC 8215
    return uniqueLocal || localNat64 || address.isSiteLocalAddress() ? PRIVATE : GLOBAL;
  }

  private static boolean startsWith(byte[] address, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if ((address[i] & 0xFF) != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
