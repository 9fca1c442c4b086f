package dev.shoal.mainline;

import dev.shoal.base.Contact;
import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.content.DiskException;
import dev.shoal.host.Notes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the contacts of the last run were (BEP 5 asks to keep them): a digest of what follows, 20
 * bytes, then for each contact 16 bytes of an address, IPv4 as RFC 4291 maps it, and 2 of a port.
 * What is damaged counts as nothing: it only has to be better than the routers.
 */
final class SavedTable {
  private static final String NAME = "dht";
  private static final int ENTRY = 18;
  private static final int MOST = 400;

  private final Notes notes;

  SavedTable(Notes notes) {
    this.notes = notes;
  }

  List<Locator.Ip> read() {
    try {
      return notes.read(NAME).map(SavedTable::decode).orElse(List.of());
    } catch (DiskException unreadable) {
      return List.of();
    }
  }

  /** What cannot be written is missed by nobody but the next start. */
  void write(List<Contact> contacts) {
    try {
      notes.write(NAME, encode(contacts));
    } catch (DiskException full) {
      return;
    }
  }

  static byte[] encode(List<Contact> contacts) {
    List<Contact> some = contacts.subList(0, Math.min(MOST, contacts.size()));
    ByteBuffer entries = ByteBuffer.allocate(some.size() * ENTRY);
    for (Contact contact : some) {
      byte[] address = contact.locator().address().getAddress();
      if (address.length == 4) {
        entries.put(new byte[10]).putShort((short) 0xFFFF);
      }
      entries.put(address).putShort((short) contact.locator().port());
    }
    byte[] digest = Hash.sha1(entries.array()).bytes();
    return ByteBuffer.allocate(digest.length + entries.capacity())
        .put(digest)
        .put(entries.array())
        .array();
  }

  static List<Locator.Ip> decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < Hash.SHA1_LENGTH) {
      return List.of();
    }
    byte[] digest = new byte[Hash.SHA1_LENGTH];
    in.get(digest);
    byte[] entries = new byte[in.remaining()];
    in.get(entries);
    if (!Hash.sha1(entries).equals(Hash.of(digest))) {
      return List.of();
    }
    List<Locator.Ip> all = new ArrayList<>();
    ByteBuffer each = ByteBuffer.wrap(entries);
    while (each.remaining() >= ENTRY && all.size() < MOST) {
      entry(each).ifPresent(all::add);
    }
    return all;
  }

  private static Optional<Locator.Ip> entry(ByteBuffer in) {
    byte[] address = new byte[ENTRY - Short.BYTES];
    in.get(address);
    int port = Short.toUnsignedInt(in.getShort());
    try {
      return port == 0
          ? Optional.empty()
          : Optional.of(new Locator.Ip(InetAddress.getByAddress(address), port));
    } catch (UnknownHostException neverOfThisLength) {
      return Optional.empty();
    }
  }
}
