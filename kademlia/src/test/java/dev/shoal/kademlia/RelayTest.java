package dev.shoal.kademlia;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.kademlia.Relay.Errand;
import dev.shoal.kademlia.Relay.Step;
import dev.shoal.kademlia.Relay.Way;
import dev.shoal.testkit.Property;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RelayTest {
  private static final Locator.Ip ASKER = Ids.contact(0xF0).locator();
  private static final Errand TO_ZERO = new Errand(7, Ids.of(0), 5);
  private final Relay relay = new Relay(Ids.of(0x20), Metric.XOR);

  private Step asked(Errand errand, List<Contact> known) {
    return relay.asked(errand, Optional.of(ASKER), known, 0);
  }

  @Test
  void itGoesToTheClosestAndTheAnswerBack() {
    Step step = asked(TO_ZERO, List.of(Ids.contact(1), Ids.contact(2)));
    assertThat(step).isEqualTo(new Step.Forward(Ids.contact(1), new Errand(7, Ids.of(0), 4)));
    assertThat(relay.answered(7, Optional.of(Ids.contact(2).locator())))
        .as("who was not asked")
        .isEmpty();
    assertThat(relay.answered(7, Optional.of(Ids.contact(1).locator())))
        .contains(new Way.Back(ASKER));
    assertThat(relay.answered(7, Optional.of(Ids.contact(1).locator()))).as("twice").isEmpty();
  }

  @Test
  void whoKeepsSilentIsPassedBy() {
    asked(TO_ZERO, List.of(Ids.contact(1), Ids.contact(2)));
    assertThat(relay.silent(7).orElseThrow()).isInstanceOf(Step.Forward.class);
    assertThat(relay.silent(7)).contains(new Step.Answer());
    assertThat(relay.answered(7, Optional.of(Ids.contact(1).locator())))
        .as("late, but welcome")
        .isPresent();
  }

  @Test
  void neverAwayFromTheTargetNorBack() {
    assertThat(asked(TO_ZERO, List.of(Ids.contact(0x21), Ids.contact(0x40))))
        .isEqualTo(new Step.Answer());
    Contact asker = new Contact(Ids.of(1), ASKER);
    assertThat(asked(new Errand(8, Ids.of(0), 5), List.of(asker))).isEqualTo(new Step.Answer());
  }

  @Test
  void aQuestionThatIsMetTwiceIsRefused() {
    asked(TO_ZERO, List.of(Ids.contact(1)));
    assertThat(asked(TO_ZERO, List.of(Ids.contact(1)))).isInstanceOf(Step.Refuse.class);
    assertThat(asked(new Errand(9, Ids.of(0), Relay.MAX_HOPS + 1), List.of()))
        .isInstanceOf(Step.Refuse.class);
    assertThat(asked(new Errand(10, Ids.of(0), 0), List.of(Ids.contact(1))))
        .as("no step left")
        .isEqualTo(new Step.Answer());
  }

  @Test
  void whatWaitsIsBoundedAndForgotten() {
    for (int i = 0; i < Relay.MAX_FOR_ONE; i++) {
      asked(new Errand(i, Ids.of(0), 5), List.of(Ids.contact(1)));
    }
    Errand more = new Errand(1000, Ids.of(0), 5);
    assertThat(asked(more, List.of(Ids.contact(1)))).isInstanceOf(Step.Refuse.class);
    Step later =
        relay.asked(more, Optional.of(ASKER), List.of(Ids.contact(1)), Relay.PATIENCE_NANOS + 1);
    assertThat(later).isInstanceOf(Step.Forward.class);
    assertThat(relay.waiting()).isEqualTo(1);
    for (int i = 0; i < 2 * Relay.MAX_WAITING; i++) {
      Locator.Ip other = Ids.contact(1, i >> 8, i & 0xFF, 3).locator();
      relay.asked(
          new Errand(2000 + i, Ids.of(0), 5),
          Optional.of(other),
          List.of(Ids.contact(1)),
          Relay.PATIENCE_NANOS + 2);
    }
    assertThat(relay.waiting()).isEqualTo(Relay.MAX_WAITING);
  }

  /** In every small network whose nodes know their neighbourhood a question ends at the closest. */
  @Test
  void itEndsAtTheClosestOfAll() {
    Property.forAll(draw -> {
      TreeSet<Integer> ids = new TreeSet<>();
      for (int i = draw.between(2, 8); i > 0; i--) {
        ids.add(draw.between(0, 255));
      }
      List<Contact> all = new ArrayList<>(ids.stream().map(Ids::contact).toList());
      var target = Ids.of(draw.between(0, 255));
      all.sort(Comparator.comparing(Contact::id, (a, b) -> Metric.XOR.compare(target, a, b)));
      Map<Contact, Relay> relays = new HashMap<>();
      all.forEach(node -> relays.put(node, new Relay(node.id(), Metric.XOR)));
      Contact at = all.get(draw.between(0, all.size() - 1));
      Optional<Locator.Ip> from = Optional.empty();
      Errand errand = new Errand(1, target, Relay.MAX_HOPS);
      while (relays.get(at).asked(errand, from, tableOf(at, all).closest(target, 8), 0)
          instanceof Step.Forward(Contact to, Errand further)) {
        from = Optional.of(at.locator());
        at = to;
        errand = further;
      }
      assertThat(at).isEqualTo(all.getFirst());
    });
  }

  private static RoutingTable tableOf(Contact node, List<Contact> all) {
    Tuning one = new Tuning(Metric.XOR, 1, 1, Diversity.NONE, 900, 900);
    RoutingTable table = new RoutingTable(node.id(), one);
    all.forEach(other -> table.answered(other, 0));
    return table;
  }
}
