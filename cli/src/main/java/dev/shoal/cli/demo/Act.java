package dev.shoal.cli.demo;

import dev.shoal.host.Progress;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedSet;

/**
 * One node of the tour, as it stands at a moment.
 *
 * @param name what it is called
 * @param progress what it reports of its transfer
 * @param givers how many give to it just now
 * @param given payload bytes it has given, by the name of who got them
 * @param wrong how many wrong pieces it found
 * @param banned whom it wants no more of, by name
 * @param completed milliseconds until it had all; empty before
 */
record Act(
    String name,
    Role role,
    Progress progress,
    int givers,
    Map<String, Long> given,
    int wrong,
    SortedSet<String> banned,
    OptionalLong completed) {
  /** How much of the file it has verified, 0 to 1. */
  double part() {
    return progress.total() <= 0
        ? 0
        : Math.clamp((double) progress.done() / progress.total(), 0, 1);
  }
}
