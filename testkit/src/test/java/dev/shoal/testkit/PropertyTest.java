package dev.shoal.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PropertyTest {
  @Test
  void triesGrowingCasesAndTheSameOnesAgain() {
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    Property.forAll(50, draw -> first.add(draw.size() + draw.text()));
    Property.forAll(50, draw -> second.add(draw.size() + draw.text()));
    assertThat(first).hasSizeGreaterThanOrEqualTo(50).first().isEqualTo("0");
    assertThat(first.getLast()).startsWith("100");
    if (!Boolean.getBoolean("shoal.all")) {
      assertThat(second).isEqualTo(first);
    }
  }

  @Test
  void aFailureIsShrunkAndToldWithItsSeed() {
    AssertionError failure = failing();
    Matcher seed =
        Pattern.compile("(?s).*size = (\\d+)\nreplay with -Dshoal.seed=(-?\\d+):(\\d+)")
            .matcher(String.valueOf(failure.getMessage()));
    assertThat(seed.matches()).as(failure.getMessage()).isTrue();
    assertThat(Integer.parseInt(seed.group(1))).isBetween(10, 19);
    assertThat(seed.group(3)).isEqualTo(seed.group(1));
    assertThat(failure).hasCauseInstanceOf(IllegalStateException.class);
  }

  private static AssertionError failing() {
    return catchThrowableOfType(
        AssertionError.class,
        () ->
            Property.forAll(draw -> {
              if (draw.note("size", draw.size()) >= 10) {
                throw new IllegalStateException("ten or more");
              }
            }));
  }
}
