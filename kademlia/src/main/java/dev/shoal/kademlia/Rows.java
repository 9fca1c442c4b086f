package dev.shoal.kademlia;

import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import java.util.Arrays;

/**
 * The contacts of a routing table, bucket after bucket, from the farthest to the nearest, with what
 * is known of each beside it: a simulation holds a million of these. What is searched for is beside
 * them as well (magnitudes, a byte each of ids and networks), as the contacts themselves lie all
 * over the memory. For a single thread.
 */
final class Rows {
  private static final int GROWTH = 8; // no more: in a million tables, what is spare counts

  /** It answered, and was not asked again yet. */
  static final byte NEW = 0;

  /** It was asked again. */
  static final byte TESTED = 1;

  /** It answered that. */
  static final byte PROVEN = 2;

  Contact[] contacts = new Contact[GROWTH];
  int[] due = new int[GROWTH]; // the tick at which to ask whether it is alive
  byte[] failures = new byte[GROWTH];
  byte[] standing = new byte[GROWTH]; // NEW, TESTED or PROVEN
  short[] magnitudes = new short[GROWTH]; // from the centre of the table
  byte[] prints = new byte[GROWTH]; // one byte of the id
  byte[] networks = new byte[GROWTH]; // one byte of the network
  int size;

  /** Where the bucket of this magnitude begins, or would. */
  int begin(int magnitude) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (magnitudes[middle] > magnitude) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The place of this id, which is of this magnitude; -1 if it is not here. */
  int indexOf(NodeId id, int magnitude) {
    byte print = print(id);
    int end = begin(magnitude - 1);
    for (int i = begin(magnitude); i < end; i++) {
      if (prints[i] == print && contacts[i].id().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  /** The place of whoever is at the same place as this one; -1 if nobody is. */
  int indexAt(Contact contact) {
    byte network = network(contact);
    for (int i = 0; i < size; i++) {
      if (networks[i] == network && contacts[i].locator().equals(contact.locator())) {
        return i;
      }
    }
    return -1;
  }

  /** Puts a contact here; nothing is known of it yet. */
  void insert(int index, Contact contact, int magnitude) {
    if (size == contacts.length) {
      grow(size + GROWTH);
    }
    move(index, index + 1);
    size++;
    contacts[index] = contact;
    magnitudes[index] = (short) magnitude;
    prints[index] = print(contact.id());
    networks[index] = network(contact);
    failures[index] = 0;
    standing[index] = NEW;
  }

  private void grow(int length) {
    contacts = Arrays.copyOf(contacts, length);
    due = Arrays.copyOf(due, length);
    failures = Arrays.copyOf(failures, length);
    standing = Arrays.copyOf(standing, length);
    magnitudes = Arrays.copyOf(magnitudes, length);
    prints = Arrays.copyOf(prints, length);
    networks = Arrays.copyOf(networks, length);
  }

  /** Takes a contact away. */
  void remove(int index) {
    move(index + 1, index);
    size--;
  }

  private void move(int from, int to) {
    System.arraycopy(contacts, from, contacts, to, size - from);
    System.arraycopy(due, from, due, to, size - from);
    System.arraycopy(failures, from, failures, to, size - from);
    System.arraycopy(standing, from, standing, to, size - from);
    System.arraycopy(magnitudes, from, magnitudes, to, size - from);
    System.arraycopy(prints, from, prints, to, size - from);
    System.arraycopy(networks, from, networks, to, size - from);
  }

  private static byte print(NodeId id) {
    return (byte) id.at(id.length() - 1);
  }

  /** One byte of the network: different ones mean different networks. */
  static byte network(Contact contact) {
    return (byte) Diversity.network(contact.locator().address());
  }
}
