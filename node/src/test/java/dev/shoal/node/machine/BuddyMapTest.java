package dev.shoal.node.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BuddyMapTest {
  private static final int TOP = 6;
  private static final int TOPS = 5;
  private static final int UNITS = TOPS << TOP;

  private record Stretch(int unit, int level) {}

  @Test
  void stretchesNeverOverlapAndGrowTogetherAgain() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    BuddyMap map = new BuddyMap(TOP, TOPS);
    BitSet used = new BitSet();
    List<Stretch> taken = new ArrayList<>();
    for (int step = 0; step < 10_000; step++) {
      if (random.nextBoolean() || taken.isEmpty()) {
        int level = random.nextInt(TOP + 1);
        OptionalInt unit = map.take(level);
        if (unit.isPresent()) {
          int begin = unit.getAsInt();
          int end = begin + (1 << level);
          assertThat(end).as("seed %d", seed).isLessThanOrEqualTo(UNITS);
          assertThat(used.get(begin, end).isEmpty()).as("seed %d", seed).isTrue();
          used.set(begin, end);
          taken.add(new Stretch(begin, level));
        }
      } else {
        Stretch one = taken.remove(random.nextInt(taken.size()));
        used.clear(one.unit, one.unit + (1 << one.level));
        map.release(one.unit, one.level);
      }
    }
    taken.forEach(one -> map.release(one.unit, one.level));
    for (int i = 0; i < TOPS; i++) {
      assertThat(map.take(TOP)).as("seed %d", seed).hasValue(i << TOP);
    }
    assertThat(map.take(0)).isEmpty();
  }

  @Test
  void theLowestPlaceIsTaken() {
    BuddyMap map = new BuddyMap(TOP, TOPS);
    assertThat(map.take(0)).hasValue(0);
    assertThat(map.take(1)).hasValue(2);
    assertThat(map.take(0)).hasValue(1);
    assertThat(map.take(TOP)).hasValue(1 << TOP);
  }
}
