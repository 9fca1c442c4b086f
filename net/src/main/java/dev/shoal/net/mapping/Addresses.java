package dev.shoal.net.mapping;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Makes addresses of bytes, without a lookup. */
final class Addresses {
  private Addresses() {}

  /** The address that these 4 or 16 bytes are; a mapped one is the IPv4 address in it. */
  static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException wrongLength) {
      throw new IllegalArgumentException("no address has " + bytes.length + " bytes", wrongLength);
    }
  }
}
