package dev.shoal.tracker;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Some of many, by chance, at the cost of the some. */
final class Sample {
  private Sample() {}

  /**
   * Different numbers from 0 to {@code of - 1}, each set of them as likely as any other: Floyd's
   * algorithm (Bentley and Floyd 1987).
   *
   * @param count how many; all of them if there are no more
   */
  static int[] of(int of, int count, RandomGenerator random) {
    int size = Math.min(of, count);
    int[] chosen = new int[size];
    Set<Integer> seen = HashSet.newHashSet(size);
    for (int i = 0; i < size; i++) {
      int last = of - size + i;
      int drawn = random.nextInt(last + 1);
      chosen[i] = seen.add(drawn) ? drawn : last;
      seen.add(chosen[i]);
    }
    return chosen;
  }
}
