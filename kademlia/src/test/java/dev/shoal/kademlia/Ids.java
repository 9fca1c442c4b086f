package dev.shoal.kademlia;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.IntStream;

/** Ids of one byte, and contacts that have them, each in a network of its own. */
final class Ids {
  private Ids() {}

  static NodeId of(int id) {
    return NodeId.of(new byte[] {(byte) id});
  }

  static Contact contact(int id) {
    return contact(id, 1, id, 1);
  }

  /** At the address 10.a.b.c. */
  static Contact contact(int id, int a, int b, int c) {
    try {
      InetAddress address = InetAddress.getByAddress(new byte[] {10, (byte) a, (byte) b, (byte) c});
      return new Contact(of(id), new Locator.Ip(address, 6881));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  static List<Contact> contacts(IntStream ids) {
    return ids.mapToObj(Ids::contact).toList();
  }
}
