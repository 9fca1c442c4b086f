package dev.shoal.benchmarks;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.kademlia.RoutingTable;
import dev.shoal.kademlia.Tuning;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** How much memory a routing table takes, its contacts shared with others or its own. */
final class TableMemory {
  private static final int ID_LENGTH = 20;
  private static final int TABLES = 10_000;
  private static final int KNOWN = 400; // met by each, which fills about 112 places
  private static final int NODES = 60_000;

  private TableMemory() {}

  public static void main(String[] arguments) throws UnknownHostException {
    Random random = new Random(1);
    List<Contact> nodes = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      nodes.add(contact(i, random));
    }
    nodes.sort(Comparator.comparing(Contact::id));
    measure("contacts shared", nodes, false, random);
    measure("contacts of its own", nodes, true, random);
  }

  private static Contact contact(int number, Random random) throws UnknownHostException {
    byte[] id = new byte[ID_LENGTH];
    random.nextBytes(id);
    InetAddress address =
        InetAddress.getByAddress(
            ByteBuffer.allocate(Integer.BYTES).putInt((20 << 24) + (number << 8)).array());
    return new Contact(NodeId.of(id), new Locator.Ip(address, 6881));
  }

  private static void measure(String what, List<Contact> nodes, boolean own, Random random)
      throws UnknownHostException {
    List<RoutingTable> tables = new ArrayList<>(TABLES);
    long before = used();
    long contacts = 0;
    for (int i = 0; i < TABLES; i++) {
      RoutingTable table = new RoutingTable(nodes.get(i * (NODES / TABLES)).id(), Tuning.MAINLINE);
      for (int known = 0; known < KNOWN; known++) {
        Contact contact = near(nodes, i * (NODES / TABLES), known, random);
        table.answered(own ? copy(contact) : contact, 0);
      }
      contacts += table.size();
      tables.add(table);
    }
    double each = (double) (used() - before) / tables.size();
    System.out.printf(
        "%s: %.0f bytes a table of %.1f contacts%n", what, each, (double) contacts / tables.size());
  }

  /** From everywhere, ever nearer to this node's id, as its lookups meet them. */
  private static Contact near(List<Contact> nodes, int own, int known, Random random) {
    int reach = Math.max(16, nodes.size() >> (known / 25));
    return nodes.get(Math.floorMod(own + random.nextInt(reach) - reach / 2, nodes.size()));
  }

  private static Contact copy(Contact contact) throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(contact.locator().address().getAddress());
    return new Contact(
        NodeId.of(contact.id().bytes()), new Locator.Ip(address, contact.locator().port()));
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
