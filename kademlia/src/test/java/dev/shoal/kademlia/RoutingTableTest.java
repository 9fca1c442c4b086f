package dev.shoal.kademlia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import dev.shoal.kademlia.RoutingTable.Change;
import dev.shoal.testkit.Property;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Tuning TWO = new Tuning(Metric.XOR, 2, 3, Diversity.STRICT, 900, 900);

  private final RoutingTable table = new RoutingTable(Ids.of(0), TWO);
  private long now;

  private Change answered(Contact contact) {
    return table.answered(contact, now);
  }

  private static List<Contact> sorted(List<Contact> contacts, NodeId target, int count) {
    return contacts.stream()
        .sorted(Comparator.comparing(Contact::id, (a, b) -> Metric.XOR.compare(target, a, b)))
        .limit(count)
        .toList();
  }

  @Test
  void aBucketHoldsKAndTheOthersWait() {
    assertThat(answered(Ids.contact(0x80))).isEqualTo(Change.ADDED);
    assertThat(answered(Ids.contact(0x90))).isEqualTo(Change.ADDED);
    answered(Ids.contact(1));
    answered(Ids.contact(2));
    assertThat(answered(Ids.contact(0xA0))).isEqualTo(Change.WAITING);
    assertThat(answered(Ids.contact(0x40))).as("another bucket").isEqualTo(Change.ADDED);
    assertThat(table.contacts()).doesNotContain(Ids.contact(0xA0));
  }

  @Test
  void whoDoesNotAnswerMakesRoomForOneThatWaits() {
    for (int id : new int[] {0x80, 0x90, 1, 2, 0xA0}) {
      answered(Ids.contact(id));
    }
    table.failed(Ids.contact(0x80), now);
    assertThat(table.contacts()).contains(Ids.contact(0x80));
    assertThat(table.closest(Ids.of(0x80), 8)).doesNotContain(Ids.contact(0x80));
    table.failed(Ids.contact(0x80), now);
    assertThat(table.contacts()).contains(Ids.contact(0xA0)).doesNotContain(Ids.contact(0x80));
    assertThat(table.toAsk(now).orElseThrow().contact()).isEqualTo(Ids.contact(0xA0));
  }

  @Test
  void whileNobodyAnswersNobodyIsForgotten() {
    answered(Ids.contact(7));
    for (int i = 0; i < 100; i++) {
      now += 61 * SECOND;
      table.failed(Ids.contact(7), now);
    }
    assertThat(table.contacts()).containsExactly(Ids.contact(7));
  }

  @Test
  void anOldContactIsAskedAndKeepsItsPlace() {
    answered(Ids.contact(7));
    assertThat(table.toAsk(now)).isEmpty();
    now += 900 * SECOND;
    assertThat(table.toAsk(now).orElseThrow().contact()).isEqualTo(Ids.contact(7));
    assertThat(table.toAsk(now)).as("once").isEmpty();
    assertThat(answered(Ids.contact(7))).isEqualTo(Change.KEPT);
    now += 899 * SECOND;
    assertThat(table.toAsk(now)).isEmpty();
  }

  @Test
  void oneOfAnAddressAndFewOfANetwork() {
    answered(Ids.contact(0x80, 1, 1, 1));
    assertThat(answered(Ids.contact(0x81, 1, 1, 1)))
        .as("it changed its id")
        .isEqualTo(Change.ADDED);
    assertThat(table.size()).isEqualTo(1);
    assertThat(answered(Ids.contact(0x40, 1, 1, 2))).isEqualTo(Change.ADDED);
    assertThat(answered(Ids.contact(0x41, 1, 1, 3))).isEqualTo(Change.ADDED);
    assertThat(answered(Ids.contact(0x42, 1, 1, 4))).as("the bucket").isEqualTo(Change.REFUSED);
  }

  @Test
  void anIdBelongsToWhoHadItFirstAsLongAsThatOneAnswers() {
    answered(Ids.contact(9, 1, 1, 1));
    assertThat(answered(Ids.contact(9, 2, 2, 2))).isEqualTo(Change.REFUSED);
    table.failed(Ids.contact(9, 1, 1, 1), now);
    assertThat(answered(Ids.contact(9, 2, 2, 2))).isEqualTo(Change.ADDED);
    assertThat(table.contacts()).containsExactly(Ids.contact(9, 2, 2, 2));
  }

  /** Whoever answers in whatever order: the k closest of all are there, and closest() is right. */
  @Test
  void theNeighbourhoodIsComplete() {
    Property.forAll(draw -> {
      Tuning tuning = new Tuning(Metric.XOR, draw.between(1, 8), 3, Diversity.NONE, 900, 900);
      NodeId centre = Ids.of(draw.between(0, 255));
      RoutingTable all = new RoutingTable(centre, tuning);
      List<Contact> seen = new ArrayList<>();
      for (int i = draw.between(0, 100); i > 0; i--) {
        Contact contact = Ids.contact(draw.between(0, 255));
        all.answered(contact, 0);
        if (!contact.id().equals(centre) && !seen.contains(contact)) {
          seen.add(contact);
        }
      }
      assertThat(all.closest(centre, tuning.k())).isEqualTo(sorted(seen, centre, tuning.k()));
      NodeId target = Ids.of(draw.between(0, 255));
      assertThat(all.closest(target, 5)).isEqualTo(sorted(all.contacts(), target, 5));
      IntStream.rangeClosed(1, 8)
          .forEach(magnitude ->
              assertThat(
                      all.contacts().stream()
                          .filter(c -> Metric.XOR.magnitude(centre, c.id()) == magnitude))
                  .hasSizeLessThanOrEqualTo(tuning.k()));
    });
  }
}
