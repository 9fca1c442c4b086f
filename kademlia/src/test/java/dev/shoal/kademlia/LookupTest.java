package dev.shoal.kademlia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import dev.shoal.testkit.Property;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LookupTest {
  private static final Tuning TWO = new Tuning(Metric.XOR, 2, 2, Diversity.NONE, 900, 900);
  private static final NodeId TARGET = Ids.of(0);

  private final Lookup lookup = new Lookup(TARGET, TWO);

  @Test
  void theClosestAreAskedAFewAtATime() {
    lookup.heard(Ids.contacts(IntStream.of(8, 4, 2)));
    assertThat(lookup.next()).contains(Ids.contact(2));
    assertThat(lookup.next()).contains(Ids.contact(4));
    assertThat(lookup.next()).as("two at once").isEmpty();
    lookup.answered(Ids.contact(2), List.of(Ids.contact(1)));
    assertThat(lookup.next()).contains(Ids.contact(1));
    lookup.answered(Ids.contact(1), List.of());
    assertThat(lookup.done()).as("the two closest have answered").isTrue();
    assertThat(lookup.found()).containsExactly(Ids.contact(1), Ids.contact(2));
  }

  @Test
  void whoIsSlowLetsOthersBeAskedAndIsWelcomeLate() {
    lookup.heard(Ids.contacts(IntStream.of(1, 2, 4, 8)));
    lookup.next();
    lookup.next();
    lookup.slow(Ids.contact(1));
    assertThat(lookup.next()).contains(Ids.contact(4));
    lookup.answered(Ids.contact(2), List.of());
    lookup.answered(Ids.contact(4), List.of());
    assertThat(lookup.done()).as("the closest may still answer").isFalse();
    lookup.answered(Ids.contact(1), List.of());
    assertThat(lookup.done()).isTrue();
    assertThat(lookup.found()).containsExactly(Ids.contact(1), Ids.contact(2));
  }

  @Test
  void whoKeepsSilentIsReplacedByTheNext() {
    lookup.heard(Ids.contacts(IntStream.of(1, 2, 4)));
    lookup.next();
    lookup.silent(Ids.contact(1));
    lookup.next();
    lookup.next();
    lookup.answered(Ids.contact(2), List.of());
    assertThat(lookup.done()).isFalse();
    lookup.answered(Ids.contact(4), List.of());
    assertThat(lookup.done()).isTrue();
  }

  @Test
  void manyOfOneNetworkAreNotBelieved() {
    Lookup strict = new Lookup(TARGET, TWO.with(Diversity.STRICT));
    strict.heard(
        List.of(Ids.contact(1, 1, 1, 1), Ids.contact(2, 1, 1, 2), Ids.contact(3, 1, 1, 3)));
    strict.heard(List.of(Ids.contact(4, 2, 1, 1), Ids.contact(5, 2, 1, 1)));
    strict.next();
    strict.silent(Ids.contact(1, 1, 1, 1));
    strict.next();
    assertThat(strict.next()).contains(Ids.contact(4, 2, 1, 1));
  }

  /** Every network of up to eight nodes of these ids, every target, every beginning: the truth. */
  @Test
  void allSmallNetworks() {
    int[] ids = {0x00, 0x01, 0x03, 0x10, 0x47, 0x80, 0x9C, 0xFF};
    for (int members = 1; members < 1 << ids.length; members++) {
      Map<NodeId, RoutingTable> network = network(ids, members, TWO);
      List<Contact> all = network.values().stream().map(table -> contact(table.centre())).toList();
      for (int target = 0; target < 256; target += 15) {
        for (Contact begin : all) {
          Lookup each = new Lookup(Ids.of(target), TWO);
          each.heard(List.of(begin));
          run(each, network, Set.of());
          assertThat(each.found()).isEqualTo(closest(all, Ids.of(target), TWO.k()));
        }
      }
    }
  }

  /** Contacts that keep silent are passed by; no contact is on two paths. */
  @Test
  void disjointPathsShareNobody() {
    Property.forAll(draw -> {
      Tuning tuning = new Tuning(Metric.XOR, 4, 3, Diversity.NONE, 900, 900);
      List<Contact> all = new ArrayList<>(Ids.contacts(IntStream.range(0, 256)));
      Map<NodeId, RoutingTable> network = new HashMap<>();
      for (Contact node : all) {
        RoutingTable table = new RoutingTable(node.id(), tuning);
        all.forEach(other -> table.answered(other, 0));
        network.put(node.id(), table);
      }
      NodeId target = Ids.of(draw.between(0, 255));
      DisjointLookup paths = new DisjointLookup(target, tuning, 3);
      paths.heard(draw.list(() -> draw.one(all)).stream().distinct().toList());
      List<Contact> asked = new ArrayList<>();
      for (var next = paths.next(); next.isPresent(); next = paths.next()) {
        Contact contact = next.get().contact();
        asked.add(contact);
        paths
            .path(next.get())
            .answered(contact, network.get(contact.id()).closest(target, tuning.k()));
      }
      assertThat(paths.done()).isTrue();
      assertThat(asked).doesNotHaveDuplicates();
    });
  }

  private static Map<NodeId, RoutingTable> network(int[] ids, int members, Tuning tuning) {
    List<Contact> all =
        Ids.contacts(
            IntStream.range(0, ids.length).filter(i -> (members >> i & 1) != 0).map(i -> ids[i]));
    Map<NodeId, RoutingTable> network = new HashMap<>();
    for (Contact node : all) {
      RoutingTable table = new RoutingTable(node.id(), tuning);
      all.forEach(other -> table.answered(other, 0));
      network.put(node.id(), table);
    }
    return network;
  }

  private static Contact contact(NodeId id) {
    return Ids.contact(id.at(0));
  }

  private static void run(Lookup lookup, Map<NodeId, RoutingTable> network, Set<Contact> silent) {
    NodeId target = lookup.target();
    for (Optional<Contact> next = lookup.next(); next.isPresent(); next = lookup.next()) {
      Contact contact = next.get();
      if (silent.contains(contact)) {
        lookup.silent(contact);
      } else {
        List<Contact> closer = new ArrayList<>(network.get(contact.id()).closest(target, TWO.k()));
        lookup.answered(contact, closer);
      }
    }
    assertThat(lookup.done()).isTrue();
  }

  private static List<Contact> closest(List<Contact> all, NodeId target, int count) {
    return all.stream()
        .sorted(Comparator.comparing(Contact::id, (a, b) -> Metric.XOR.compare(target, a, b)))
        .limit(count)
        .toList();
  }
}
