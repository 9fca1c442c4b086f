package dev.shoal.kademlia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a node learns of its network: how large it is, and how fast. */
class EstimatesTest {
  private static final long MILLI = 1_000_000;

  @Test
  void theSizeOfANetwork() {
    Random random = new Random(5);
    List<Contact> all = Stream.generate(() -> contact(random)).limit(5000).toList();
    NetworkSize size = new NetworkSize(Tuning.MAINLINE);
    assertThat(size.estimate()).isEmpty();
    for (int i = 0; i < 32; i++) {
      NodeId target = contact(random).id();
      size.learn(target, closest(all, target));
    }
    assertThat(size.estimate().orElseThrow()).isCloseTo(5000, within(1000.0));
    assertThat(size.usualReach()).isCloseTo(8.0 / 5000, within(0.0005));
  }

  private static List<Contact> closest(List<Contact> all, NodeId target) {
    return all.stream()
        .sorted(Comparator.comparing(Contact::id, (a, b) -> Metric.XOR.compare(target, a, b)))
        .limit(8)
        .toList();
  }

  private static Contact contact(Random random) {
    byte[] id = new byte[20];
    random.nextBytes(id);
    return new Contact(NodeId.of(id), Ids.contact(1).locator());
  }

  @Test
  void timeOutsFollowTheNetwork() {
    RoundTrips trips = new RoundTrips();
    long assumed = trips.slowNanos();
    assertThat(assumed).isEqualTo(1000 * MILLI);
    IntStream.range(0, 100).forEach(i -> trips.add((i % 10 + 1) * MILLI));
    assertThat(trips.slowNanos()).isBetween(55 * MILLI, 75 * MILLI);
    assertThat(trips.lostNanos()).isEqualTo(500 * MILLI);
    IntStream.range(0, 500).forEach(i -> trips.add(300 * MILLI));
    assertThat(trips.slowNanos()).isBetween(300 * MILLI, 900 * MILLI);
    IntStream.range(0, 500).forEach(i -> trips.add(60_000 * MILLI));
    assertThat(trips.slowNanos()).as("never for ever").isEqualTo(2000 * MILLI);
    assertThat(trips.lostNanos()).isLessThanOrEqualTo(10_000 * MILLI);
  }
}
