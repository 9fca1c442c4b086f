package dev.shoal.discovery.book;

import dev.shoal.base.Locator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** What is known of one node; times are milliseconds since 1970, 0: never. For one shelf. */
final class Entry {
  /** Buckets of those named that one node may stand in. */
  static final int MAX_COPIES = 8;

  private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);
  private static final long FUTURE = 10 * MINUTE; // clocks differ by less
  private static final long JUST_TRIED = MINUTE;
  private static final long LATELY = 10 * MINUTE;
  private static final long UNSEEN = TimeUnit.DAYS.toMillis(30);
  private static final long LONG_SILENT = TimeUnit.DAYS.toMillis(7);
  private static final int FAILURES_OF_A_STRANGER = 3;
  private static final int FAILURES = 10;

  private static final double EACH_FAILURE = 0.66;
  private static final int FAILURES_THAT_COUNT = 8;
  private static final double TRIED_LATELY = 0.01;

  final Locator.Ip node;
  final Locator.Ip source;
  final long firstSeen;
  long lastSeen;
  long lastTry;
  long firstAnswer;
  long lastAnswer;
  int failures; // since the last answer
  long lastFailure; // that counted; each run begins anew

  /** Where it stands among those named; none if it stands among those that answered. */
  final SortedSet<Integer> copies = new TreeSet<>();

  boolean tried;

  Entry(Locator.Ip node, Locator.Ip source, long firstSeen) {
    this.node = node;
    this.source = source;
    this.firstSeen = firstSeen;
    this.lastSeen = firstSeen;
  }

  /** Whether it is no loss: it gives way to whoever wants its place. */
  boolean isForgettable(long now) {
    if (lastTry > 0 && Math.abs(now - lastTry) < JUST_TRIED) {
      return false; // its answer may be on the way
    }
    return lastSeen - now > FUTURE
        || now - lastSeen > UNSEEN
        || (lastAnswer == 0 && failures >= FAILURES_OF_A_STRANGER)
        || (now - lastAnswer > LONG_SILENT && failures >= FAILURES);
  }

  /** The chance to be taken when chance points at it, above 0 to 1. */
  double chance(long now) {
    double chance = Math.pow(EACH_FAILURE, Math.min(failures, FAILURES_THAT_COUNT));
    return lastTry > 0 && Math.abs(now - lastTry) < LATELY ? chance * TRIED_LATELY : chance;
  }

  /** How long it has been answering, from the first time to the last one. */
  long lived() {
    return lastAnswer - firstAnswer;
  }

  Remembered shown(String network) {
    return new Remembered(
        network,
        node,
        source,
        tried,
        new Remembered.Times(firstSeen, lastSeen, lastTry, firstAnswer, lastAnswer),
        failures);
  }
}
