package dev.shoal.benchmarks;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.kademlia.Diversity;
import dev.shoal.kademlia.RoutingTable;
import dev.shoal.kademlia.Tuning;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The memory of routing tables whose contacts are shared, as in a simulation: 200 tables that have
 * heard of all nodes of a network of 65,536, up to 112 contacts each.
 */
public final class TableMemory {
  private static final int TABLES = 200;
  private static final int NODES = 65_536;
  private static final int CONTACTS = 112;
  private static final int ID_LENGTH = 20;

  private TableMemory() {}

  /** Runs it. */
  public static void main(String[] arguments) throws UnknownHostException {
    SplittableRandom random = new SplittableRandom(1);
    List<Contact> network = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      byte[] address = {10, (byte) (i >> 16), (byte) (i >> 8), (byte) i};
      network.add(new Contact(id(random), new Locator.Ip(InetAddress.getByAddress(address), 6881)));
    }
    long before = used();
    List<RoutingTable> tables = new ArrayList<>(TABLES);
    long held = 0;
    for (int i = 0; i < TABLES; i++) {
      RoutingTable table =
          new RoutingTable(
              network.get(i).id(), Tuning.MAINLINE.with(Diversity.NONE), contact -> true);
      for (int heard = 0; table.size() < CONTACTS && heard < NODES; heard++) {
        Contact contact = network.get((i + heard) % NODES);
        if (table.wants(contact)) {
          table.answered(contact, heard);
        }
      }
      held += table.size();
      tables.add(table);
    }
    long after = used();
    System.out.printf(
        "%d tables of %.1f contacts: %d bytes each%n",
        tables.size(), (double) held / TABLES, (after - before) / TABLES);
    Reference.reachabilityFence(network); // else those in no table are collected meanwhile
  }

  private static NodeId id(SplittableRandom random) {
    byte[] bytes = new byte[ID_LENGTH];
    random.nextBytes(bytes);
    return NodeId.of(bytes);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
