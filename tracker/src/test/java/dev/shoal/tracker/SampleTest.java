package dev.shoal.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.Property;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void numbersAreDifferentAndInRange() {
    Property.forAll(draw -> {
      int of = draw.between(0, 300);
      int count = draw.between(0, 300);
      int[] sample = Sample.of(of, count, draw.random());
      assertThat(sample).hasSize(Math.min(of, count)).doesNotHaveDuplicates();
      assertThat(Arrays.stream(sample)).allMatch(n -> n >= 0 && n < of);
    });
  }

  @Test
  void eachNumberIsDrawnEquallyOften() {
    SplittableRandom random = new SplittableRandom(42);
    int[] drawn = new int[20];
    int rounds = 40_000;
    for (int i = 0; i < rounds; i++) {
      for (int n : Sample.of(20, 5, random)) {
        drawn[n]++;
      }
    }
    double expected = rounds * 5 / 20.0;
    double chiSquare =
        Arrays.stream(drawn).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    assertThat(chiSquare).isLessThan(43.8); // 19 degrees of freedom, one in a thousand
  }
}
