package dev.shoal.discovery.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Locator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeerBookTest {
  private static final String NET = "mainline";
  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = TimeUnit.DAYS.toMillis(1);
  private static final long NOW = 1_700_000_000_000L;

  private final SplittableRandom random = new SplittableRandom(42);
  private final PeerBook book = new PeerBook(new SplittableRandom(7));

  private Remembered of(Locator.Ip node) {
    return book.entries().stream().filter(it -> it.node().equals(node)).findFirst().orElseThrow();
  }

  private boolean stands(Locator.Ip node) {
    return book.shelf(NET).get(node).isPresent();
  }

  /** Named by sources of all over the world. */
  private void heardFromMany(int nodes, long now) {
    for (int i = 0; i < nodes; i++) {
      book.heard(NET, Addresses.any(random), Addresses.any(random), now);
    }
  }

  @Test
  void whoIsNamedIsNewAndWhoAnswersIsTried() {
    Locator.Ip node = Addresses.in(1, 1);
    book.heard(NET, node, Addresses.in(2, 2), NOW);
    assertThat(of(node).tried()).isFalse();
    assertThat(of(node).source()).isEqualTo(Addresses.in(2, 2));
    book.attempted(NET, node, NOW + 1);
    book.answered(NET, node, NOW + 2);
    assertThat(of(node).tried()).isTrue();
    assertThat(of(node).times().lastAnswer()).isEqualTo(NOW + 2);
    assertThat(of(node).failures()).isZero();
    book.heard(NET, node, Addresses.in(3, 3), NOW + 3);
    assertThat(book.size()).isEqualTo(1);
    assertThat(of(node).tried()).isTrue();
  }

  @Test
  void networksDoNotMix() {
    book.answered(NET, Addresses.in(1, 1), NOW);
    assertThat(book.pick("other", NOW)).isEmpty();
    assertThat(book.anchors("other")).isEmpty();
    assertThatThrownBy(() -> book.pick("No Name", NOW))
        .isInstanceOf(IllegalArgumentException.class);
    IntStream.range(2, PeerBook.MAX_NETWORKS).forEach(i -> book.pick("n" + i, NOW));
    assertThatThrownBy(() -> book.pick("one-too-many", NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneSourceGroupFillsNoMoreThanItsBuckets() {
    heardFromMany(2_000, NOW);
    Set<Locator.Ip> honest = new HashSet<>();
    book.entries().forEach(it -> honest.add(it.node()));
    for (int i = 0; i < 200_000; i++) { // each /24 of its own for the intake, one group in all
      book.heard(NET, Addresses.any(random), Addresses.in(9, random.nextInt(65536)), NOW + i);
    }
    long theirs = book.entries().stream().filter(it -> !honest.contains(it.node())).count();
    assertThat(theirs).isLessThanOrEqualTo((long) Places.NEW_REACH * Places.SLOTS);
    assertThat(honest).allMatch(this::stands); // a place that is taken is nobody else's
  }

  @Test
  void oneSourceMayNameSomeAtOnceAndThenOneEveryTenSeconds() {
    Locator.Ip source = Addresses.in(5, 5);
    for (int i = 0; i < 1000; i++) {
      book.heard(NET, Addresses.in(i, 1), source, NOW);
    }
    int atOnce = book.size(); // a few of them fall on each other's places
    assertThat(atOnce).isLessThanOrEqualTo(Intake.AT_ONCE).isGreaterThan(Intake.AT_ONCE / 2);
    for (int i = 0; i < 1000; i++) {
      book.heard(NET, Addresses.in(i, 2), source, NOW + 60 * SECOND);
    }
    assertThat(book.size() - atOnce).isBetween(1, 6);
  }

  @Test
  void aClockPutBackStopsNobodyFromNaming() {
    Locator.Ip source = Addresses.in(5, 5);
    for (int i = 0; i < 200; i++) {
      book.heard(NET, Addresses.in(i, 1), source, NOW);
    }
    int before = book.size();
    for (int i = 1; i < 20; i++) {
      book.heard(NET, Addresses.in(i, 3), source, NOW - DAY + i * Intake.EVERY_MILLIS);
    }
    assertThat(book.size()).isGreaterThan(before + 10);
  }

  @Test
  void aNodeHasAFewCopiesAndTheLaterOnesAreRare() {
    Locator.Ip node = Addresses.in(1, 1);
    int times = 20_000;
    for (int i = 0; i < times; i++) {
      book.heard(NET, node, Addresses.any(random), NOW);
    }
    Shelf shelf = book.shelf(NET);
    int copies = shelf.get(node).orElseThrow().copies.size();
    assertThat(copies).isBetween(6, Entry.MAX_COPIES);
    Locator.Ip seldom = Addresses.in(2, 2);
    for (int i = 0; i < 8; i++) {
      book.heard(NET, seldom, Addresses.any(random), NOW);
    }
    assertThat(shelf.get(seldom).orElseThrow().copies.size()).isLessThanOrEqualTo(5);
  }

  @Test
  void aStrangerThatFailsThreeTimesGivesWayAndAnotherWithACopyLeftDoesToo() {
    Locator.Ip node = Addresses.in(1, 1);
    book.heard(NET, node, Addresses.in(2, 2), NOW);
    Entry entry = book.shelf(NET).get(node).orElseThrow();
    for (int i = 1; i <= 3; i++) {
      assertThat(entry.isForgettable(NOW + 10 * MINUTE)).isFalse();
      book.answered(NET, Addresses.in(3, 3), NOW + i * MINUTE); // this node is not cut off
      book.attempted(NET, node, NOW + i * MINUTE + 1);
    }
    assertThat(entry.isForgettable(NOW + 3 * MINUTE + 2)).isFalse(); // it was tried just now
    assertThat(entry.isForgettable(NOW + 5 * MINUTE)).isTrue();
  }

  @Test
  void whoAnsweredOnceIsForgottenAfterTenFailuresInAWeek() {
    Entry entry = new Entry(Addresses.in(1, 1), Addresses.in(1, 1), NOW);
    entry.lastAnswer = NOW;
    entry.failures = 10;
    assertThat(entry.isForgettable(NOW + 6 * DAY)).isFalse();
    entry.lastSeen = NOW + 7 * DAY;
    assertThat(entry.isForgettable(NOW + 7 * DAY + 1)).isTrue();
    entry.failures = 9;
    assertThat(entry.isForgettable(NOW + 7 * DAY + 1)).isFalse();
    assertThat(entry.isForgettable(NOW + 38 * DAY)).isTrue(); // unseen for 30 days
    assertThat(entry.isForgettable(NOW + 7 * DAY - 11 * MINUTE)).isTrue(); // seen in the future
  }

  @Test
  void whatHasNoPlaceLeavesWhoIsThere() {
    heardFromMany(60_000, NOW);
    int full = book.size();
    Set<Locator.Ip> before = new HashSet<>();
    book.entries().forEach(it -> before.add(it.node()));
    heardFromMany(2_000, NOW + MINUTE);
    long stayed = before.stream().filter(this::stands).count();
    assertThat(full).isLessThanOrEqualTo(Places.NEW_BUCKETS * Places.SLOTS);
    assertThat(stayed).isGreaterThan(full * 98L / 100); // some that had copies gave one of them
    heardFromMany(2_000, NOW + 31 * DAY);
    assertThat(before.stream().filter(this::stands).count()).isLessThan(stayed - 1_000);
  }

  @Test
  void anOutageOfThisNodeCostsNobodyMoreThanOneFailure() {
    List<Locator.Ip> nodes = IntStream.range(0, 50).mapToObj(i -> Addresses.in(i, 1)).toList();
    nodes.forEach(node -> book.answered(NET, node, NOW));
    for (int hour = 1; hour <= 100; hour++) {
      for (Locator.Ip node : nodes) {
        book.attempted(NET, node, NOW + hour * HOUR);
      }
    }
    assertThat(book.entries()).hasSize(50).allMatch(it -> it.failures() == 1);
    book.answered(NET, nodes.getFirst(), NOW + 5 * DAY);
    book.attempted(NET, nodes.get(1), NOW + 5 * DAY + 1);
    assertThat(of(nodes.get(1)).failures()).isEqualTo(2);
  }

  @Test
  void chanceAvoidsWhoFailedAndWhoWasTriedJustNow() {
    int each = 100;
    for (int i = 0; i < 3 * each; i++) {
      book.answered(NET, Addresses.in(i, 1), NOW);
    }
    for (int failure = 1; failure <= 4; failure++) {
      for (int i = each; i < 2 * each; i++) {
        book.attempted(NET, Addresses.in(i, 1), NOW + failure * MINUTE);
      }
      book.answered(NET, Addresses.in(0, 1), NOW + failure * MINUTE + 1);
    }
    for (int i = 2 * each; i < 3 * each; i++) {
      book.answered(NET, Addresses.in(i, 1), NOW + HOUR);
    }
    Map<String, Integer> picked = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      Remembered it = of(book.pick(NET, NOW + HOUR + MINUTE).orElseThrow());
      boolean lately = it.times().lastTry() == NOW + HOUR;
      picked.merge(lately ? "lately" : it.failures() > 0 ? "failing" : "good", 1, Integer::sum);
    }
    assertThat(picked.get("good")).isGreaterThan(2 * picked.get("failing"));
    assertThat(picked.get("failing")).isGreaterThan(5 * picked.get("lately"));
  }

  @Test
  void anAttackerWithOneBucketOfHundredsIsPickedSeldom() {
    heardFromMany(3_000, NOW);
    Locator.Ip source = Addresses.in(9, 9);
    for (int i = 0; i < 64_000; i++) { // one group names one group: a single bucket
      book.heard(NET, Addresses.in(8, i), source, NOW + i * Intake.EVERY_MILLIS);
    }
    int theirs = 0;
    for (int i = 0; i < 10_000; i++) {
      Locator.Ip node = book.some(NET, false, 1, NOW).getFirst();
      theirs += node.address().getHostAddress().startsWith("11.8.") ? 1 : 0;
    }
    assertThat(theirs).isLessThan(200); // a fair share is one in 256
  }

  @Test
  void aFarSourceNamesNobodyNear() {
    Locator.Ip far = Addresses.in(1, 1);
    List<String> near =
        List.of("127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.9.9", "fe80::1", "fd00::1");
    for (String address : near) {
      book.heard(NET, Addresses.at(address), far, NOW);
    }
    book.heard(NET, Addresses.at("0.0.0.0"), far, NOW);
    book.heard(NET, Addresses.at("224.0.0.1"), far, NOW);
    book.heard(NET, new Locator.Ip(far.address(), 0), far, NOW);
    assertThat(book.size()).isZero();
    book.heard(NET, Addresses.at("192.168.1.1"), Addresses.at("192.168.1.2"), NOW);
    assertThat(book.size()).isEqualTo(1);
  }

  @Test
  void anchorsAreThoseThatHaveAnsweredForTheLongestTimeAndStillDo() {
    for (int i = 1; i <= 8; i++) {
      book.answered(NET, Addresses.in(i, 1), NOW + i * MINUTE);
    }
    book.answered(NET, Addresses.in(1, 2), NOW); // of a group that another one speaks for
    for (int i = 1; i <= 8; i++) {
      book.answered(NET, Addresses.in(i, 1), NOW + DAY);
    }
    book.attempted(NET, Addresses.in(2, 1), NOW + DAY + 1);
    assertThat(book.anchors(NET))
        .containsExactly(
            Addresses.in(1, 1), Addresses.in(3, 1), Addresses.in(4, 1), Addresses.in(5, 1));
  }

  @Test
  void feelersAreTwoMinutesApart() {
    heardFromMany(20, NOW);
    assertThat(book.feeler(NET, NOW)).isPresent();
    assertThat(book.feeler(NET, NOW + 119 * SECOND)).isEmpty();
    assertThat(book.feeler(NET, NOW + 121 * SECOND)).isPresent();
    assertThat(book.feeler(NET, NOW - DAY)).isPresent(); // the clock was put back
    assertThat(new PeerBook(random).feeler(NET, NOW)).isEqualTo(Optional.empty());
  }

  @Test
  void theSameSeedGivesTheSameBook() {
    assertThat(story(3)).isEqualTo(story(3)).isNotEqualTo(story(4));
  }

  private static byte[] story(long seed) {
    PeerBook book = new PeerBook(new SplittableRandom(seed));
    SplittableRandom world = new SplittableRandom(1);
    for (int i = 0; i < 3_000; i++) {
      long now = NOW + i * SECOND;
      book.heard(NET, Addresses.any(world), Addresses.any(world), now);
      book.pick(NET, now).ifPresent(node -> book.attempted(NET, node, now));
      book.feeler(NET, now).ifPresent(node -> book.answered(NET, node, now));
    }
    return book.encode();
  }
}
