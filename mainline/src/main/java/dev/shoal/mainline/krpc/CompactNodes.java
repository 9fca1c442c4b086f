package dev.shoal.mainline.krpc;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Addresses and nodes as bytes: 4 or 16 of the address, 2 of the port; for nodes 20 of the id
 * before them (BEP 5, 32).
 */
final class CompactNodes {
  private static final int PORT = 2;

  private CompactNodes() {}

  static boolean isV6(Locator.Ip locator) {
    return !(locator.address() instanceof Inet4Address);
  }

  /** The bytes of an address and a port. */
  static int stride(boolean v6) {
    return (v6 ? 16 : 4) + PORT;
  }

  static void write(Locator.Ip locator, ByteBuffer out) {
    out.put(locator.address().getAddress()).putShort((short) locator.port());
  }

  /** An address and a port. */
  static Locator.Ip locator(ByteBuffer in, boolean v6) {
    byte[] address = new byte[stride(v6) - PORT];
    in.get(address);
    try {
      return new Locator.Ip(InetAddress.getByAddress(address), Short.toUnsignedInt(in.getShort()));
    } catch (UnknownHostException neverOfThisLength) {
      throw new IllegalStateException(neverOfThisLength);
    }
  }

  /** The nodes of a list; those without a port are left out, as they are not to be reached. */
  static List<Contact> nodes(ByteBuffer in, boolean v6) {
    List<Contact> nodes = new ArrayList<>();
    while (in.remaining() >= Krpc.ID_LENGTH + stride(v6)) {
      Contact node = node(in, v6);
      if (node.locator().port() != 0) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  static Contact node(ByteBuffer in, boolean v6) {
    byte[] id = new byte[Krpc.ID_LENGTH];
    in.get(id);
    return new Contact(NodeId.of(id), locator(in, v6));
  }
}
