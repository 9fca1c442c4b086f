package dev.shoal.node.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/**
 * Which parts of a range are free, by the buddy system: a free stretch of twice the size is halved
 * when a smaller one is needed, and two free halves grow together again. Pure.
 *
 * <p>Sizes are levels: level n is 2ⁿ units. Of the stretches that fit, the one at the lowest place
 * is taken, so that what lies higher is touched only under load.
 */
final class BuddyMap {
  private final List<TreeSet<Integer>> free = new ArrayList<>();

  /** A free range of {@code tops} stretches of the top level. */
  BuddyMap(int topLevel, int tops) {
    for (int level = 0; level <= topLevel; level++) {
      free.add(new TreeSet<>());
    }
    for (int i = 0; i < tops; i++) {
      free.getLast().add(i << topLevel);
    }
  }

  /** Takes a stretch; the unit it begins with, or empty if none is free. */
  OptionalInt take(int level) {
    int from = level;
    while (from < free.size() && free.get(from).isEmpty()) {
      from++;
    }
    if (from == free.size()) {
      return OptionalInt.empty();
    }
    int unit = free.get(from).removeFirst();
    while (from > level) {
      from--;
      free.get(from).add(unit + (1 << from));
    }
    return OptionalInt.of(unit);
  }

  /** Gives a stretch back that was taken at this level. */
  void release(int unit, int level) {
    int begin = unit;
    int at = level;
    while (at < free.size() - 1 && free.get(at).remove(begin ^ (1 << at))) {
      begin &= ~(1 << at);
      at++;
    }
    free.get(at).add(begin);
  }
}
