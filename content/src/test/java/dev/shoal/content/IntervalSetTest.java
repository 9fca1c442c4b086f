package dev.shoal.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.testkit.Property;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class IntervalSetTest {
  @Test
  void rangesThatTouchBecomeOne() {
    IntervalSet set = new IntervalSet();
    set.add(16, 32);
    set.add(48, 64);
    assertThat(set).hasToString("[16..32, 48..64]");
    set.add(32, 48);
    assertThat(set).hasToString("[16..64]");
    set.remove(20, 30);
    assertThat(set).hasToString("[16..20, 30..64]");
    assertThatThrownBy(() -> set.add(5, 4)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void itIsASetOfBytes() {
    Property.forAll(
        500,
        draw -> {
          IntervalSet set = new IntervalSet();
          BitSet model = new BitSet();
          int span = 10 + 2 * draw.size();
          for (int i = draw.size(); i >= 0; i--) {
            int from = draw.between(0, span);
            int to = draw.between(from, Math.min(span, from + 20));
            if (draw.oneIn(3)) {
              set.remove(from, to);
              model.clear(from, to);
            } else {
              set.add(from, to);
              model.set(from, to);
            }
            assertSame(set, model, draw.between(0, span), draw.between(0, span));
          }
        });
  }

  private static void assertSame(IntervalSet set, BitSet model, int from, int to) {
    assertThat(set.total()).isEqualTo(model.cardinality());
    int ranges = 0;
    for (int i = model.nextSetBit(0); i >= 0; i = model.nextSetBit(model.nextClearBit(i))) {
      ranges++;
    }
    assertThat(set.ranges()).isEqualTo(ranges);
    if (from <= to) {
      assertThat(set.total(from, to)).isEqualTo(model.get(from, to).cardinality());
      assertThat(set.contains(from, to)).isEqualTo(model.nextClearBit(from) >= to);
      assertThat(set.missing(from, to)).isEqualTo(Math.min(to, model.nextClearBit(from)));
    }
  }
}
