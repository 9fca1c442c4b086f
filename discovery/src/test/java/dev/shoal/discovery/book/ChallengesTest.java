package dev.shoal.discovery.book;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Nobody is put out of the tried table before it was asked whether it is there. */
class ChallengesTest {
  private static final String NET = "mainline";
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long NOW = 1_700_000_000_000L;

  private final PeerBook book = new PeerBook(new SplittableRandom(7));
  private final Locator.Ip old = Addresses.in(1, 1);
  private Locator.Ip newcomer = old;

  private boolean isTried(Locator.Ip node) {
    return book.shelf(NET).get(node).filter(entry -> entry.tried).isPresent();
  }

  /** Another one answers that would have the place of the old one. */
  private void disputes(long now) {
    for (int host = 2; ; host++) {
      newcomer = Addresses.in(1, host);
      var owner = book.shelf(NET).ownerOfPlaceFor(new Entry(newcomer, newcomer, now));
      if (owner.filter(entry -> entry.node.equals(old)).isPresent()) {
        book.answered(NET, newcomer, now);
        return;
      }
    }
  }

  @Test
  void theOldOneIsAskedAndStaysIfItAnswers() {
    book.answered(NET, old, NOW);
    long later = NOW + 5 * HOUR;
    disputes(later);
    assertThat(isTried(newcomer)).isFalse();
    assertThat(book.feeler(NET, later)).contains(old);
    book.attempted(NET, old, later);
    book.answered(NET, old, later + 50);
    assertThat(book.feeler(NET, later + 3 * MINUTE)).contains(newcomer); // as one of those named
    assertThat(isTried(old)).isTrue();
    assertThat(isTried(newcomer)).isFalse();
  }

  @Test
  void theOldOneGivesWayIfItDoesNot() {
    book.answered(NET, old, NOW);
    long later = NOW + 5 * HOUR;
    disputes(later);
    assertThat(book.feeler(NET, later)).contains(old);
    book.attempted(NET, old, later);
    book.feeler(NET, later + 3 * MINUTE);
    assertThat(isTried(newcomer)).isTrue();
    assertThat(isTried(old)).isFalse();
    assertThat(book.shelf(NET).get(old)).isPresent(); // it is one of those named again
  }

  @Test
  void whoAnsweredInTheLastFourHoursIsNotEvenAsked() {
    book.answered(NET, old, NOW);
    disputes(NOW + HOUR);
    assertThat(book.feeler(NET, NOW + HOUR)).contains(newcomer);
    assertThat(isTried(old)).isTrue();
  }

  @Test
  void aTestThatNobodyMakesIsNotWaitedForLong() {
    book.answered(NET, old, NOW);
    long later = NOW + 5 * HOUR;
    disputes(later);
    assertThat(book.feeler(NET, later)).contains(old);
    assertThat(book.feeler(NET, later + 39 * MINUTE)).contains(old);
    book.feeler(NET, later + 42 * MINUTE);
    assertThat(isTried(newcomer)).isTrue();
  }

  /** As in the attack of 2026 on Ethereum: 28 addresses for a hundred days, and a restart. */
  @Test
  void fewAddressesForALongTimePutNobodyOutThatLives() {
    SplittableRandom random = new SplittableRandom(3);
    List<Locator.Ip> honest = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Locator.Ip node = Addresses.any(random);
      book.answered(NET, node, NOW);
      if (isTried(node)) {
        honest.add(node);
      }
    }
    for (int hour = 1; hour <= 24 * 100; hour++) {
      long now = NOW + hour * HOUR;
      for (int i = 0; i < 28; i++) { // each at a port of its own every hour
        book.answered(NET, new Locator.Ip(Addresses.in(7 + i, 9).address(), 1024 + hour), now);
      }
      for (int i = 0; i < 30; i++) {
        long then = now + i * (2 * MINUTE + 1000);
        book.feeler(NET, then)
            .filter(honest::contains)
            .ifPresent(node -> book.answered(NET, node, then));
      }
    }
    assertThat(honest).allMatch(this::isTried);
    long tried = book.entries().stream().filter(Remembered::tried).count();
    assertThat(tried - honest.size()).isLessThanOrEqualTo(28L * Places.TRIED_REACH * Places.SLOTS);
    book.anchors(NET).forEach(anchor -> assertThat(honest).contains(anchor));
  }
}
