package dev.shoal.kademlia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every table of up to eight contacts of these ids, in many orders, against the truth. */
class SmallTablesTest {
  private static final int K = 2;
  private static final int[] IDS = {0x00, 0x01, 0x03, 0x10, 0x47, 0x80, 0x9C, 0xFF};

  static List<Metric> metrics() {
    return List.of(Metric.XOR, Metric.RING);
  }

  @ParameterizedTest
  @MethodSource("metrics")
  void allSmallTables(Metric metric) {
    Tuning tuning = new Tuning(metric, K, 3, Diversity.NONE, 900, 900);
    for (int members = 0; members < 1 << IDS.length; members++) {
      for (List<Contact> order : orders(members)) {
        for (int centre = 0; centre < 256; centre += 17) {
          RoutingTable table = new RoutingTable(Ids.of(centre), tuning);
          order.forEach(contact -> table.answered(contact, 0));
          check(table, without(order, Ids.of(centre)), metric);
        }
      }
    }
  }

  /** Each contact was the first once, in either direction. */
  private static List<List<Contact>> orders(int members) {
    List<Contact> all =
        new ArrayList<>(
            Ids.contacts(
                IntStream.range(0, IDS.length)
                    .filter(i -> (members >> i & 1) != 0)
                    .map(i -> IDS[i])));
    List<List<Contact>> orders = new ArrayList<>();
    for (int i = 0; i < Math.max(1, all.size()); i++) {
      Collections.rotate(all, 1);
      orders.add(List.copyOf(all));
      orders.add(List.copyOf(all).reversed());
    }
    return orders;
  }

  private static List<Contact> without(List<Contact> all, NodeId centre) {
    return all.stream().filter(contact -> !contact.id().equals(centre)).toList();
  }

  private static void check(RoutingTable table, List<Contact> answered, Metric metric) {
    NodeId centre = table.centre();
    List<Contact> held = table.contacts();
    assertThat(answered).containsAll(held);
    assertThat(held)
        .as("the neighbourhood of %s", centre)
        .containsAll(closest(answered, centre, K, metric));
    for (int magnitude = 1; magnitude <= 8; magnitude++) {
      assertThat(inBucket(held, centre, magnitude, metric))
          .as("bucket %s of %s", magnitude, centre)
          .isEqualTo(Math.min(K, inBucket(answered, centre, magnitude, metric)));
    }
    for (int target = 0; target < 256; target += 51) {
      assertThat(table.closest(Ids.of(target), 3))
          .isEqualTo(closest(held, Ids.of(target), 3, metric));
    }
  }

  private static long inBucket(List<Contact> of, NodeId centre, int magnitude, Metric metric) {
    return of.stream().filter(it -> metric.magnitude(centre, it.id()) == magnitude).count();
  }

  private static List<Contact> closest(List<Contact> of, NodeId target, int count, Metric metric) {
    return of.stream()
        .sorted(Comparator.comparing(Contact::id, (a, b) -> metric.compare(target, a, b)))
        .limit(count)
        .toList();
  }
}
