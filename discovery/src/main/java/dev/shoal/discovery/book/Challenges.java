package dev.shoal.discovery.book;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Newcomers that answered and whose place belongs to another one that answered: it is asked first,
 * and stays if it is there. So an attacker who comes with many addresses puts out nobody who lives.
 */
final class Challenges {
  /** Newcomers that wait: with a test every two minutes each has its turn in half its time. */
  static final int MAX = 10;

  private static final long STILL_THERE = TimeUnit.HOURS.toMillis(4);
  private static final long TIME_TO_ANSWER = TimeUnit.MINUTES.toMillis(1);

  /** A test that nobody makes is not waited for longer than this. */
  private static final long PATIENCE = TimeUnit.MINUTES.toMillis(40);

  private enum Verdict {
    STAYS,
    WAIT,
    GIVES_WAY
  }

  private final Shelf shelf;
  private final Deque<Entry> newcomers = new ArrayDeque<>();

  Challenges(Shelf shelf) {
    this.shelf = shelf;
  }

  void add(Entry newcomer) {
    if (newcomers.size() < MAX && !newcomers.contains(newcomer)) {
      newcomers.add(newcomer);
    }
  }

  /** Decides what can be decided; in turn, one whose place is disputed, to be asked. */
  Optional<Entry> next(long now) {
    newcomers.removeIf(newcomer -> isDecided(newcomer, now));
    if (newcomers.isEmpty()) {
      return Optional.empty();
    }
    Entry newcomer = newcomers.removeFirst();
    newcomers.addLast(newcomer);
    return shelf.ownerOfPlaceFor(newcomer);
  }

  private boolean isDecided(Entry newcomer, long now) {
    boolean gone = shelf.get(newcomer.node).filter(newcomer::equals).isEmpty();
    if (gone || newcomer.tried) {
      return true;
    }
    Verdict verdict =
        shelf
            .ownerOfPlaceFor(newcomer)
            .map(owner -> verdict(owner, newcomer, now))
            .orElse(Verdict.GIVES_WAY);
    if (verdict == Verdict.GIVES_WAY) {
      shelf.promote(newcomer);
    }
    return verdict != Verdict.WAIT;
  }

  private static Verdict verdict(Entry owner, Entry newcomer, long now) {
    if (Math.abs(now - owner.lastAnswer) < STILL_THERE) { // what is to come is a clock put back
      return Verdict.STAYS;
    }
    if (Math.abs(now - owner.lastTry) < STILL_THERE) {
      return now - owner.lastTry > TIME_TO_ANSWER ? Verdict.GIVES_WAY : Verdict.WAIT;
    }
    return now - newcomer.lastAnswer > PATIENCE ? Verdict.GIVES_WAY : Verdict.WAIT;
  }
}
