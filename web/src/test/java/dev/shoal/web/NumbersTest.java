package dev.shoal.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class NumbersTest {
  @Test
  void thousandsStandApart() {
    assertThat(Numbers.grouped(1_234_567)).isEqualTo("1,234,567");
    assertThat(Numbers.of(1, "peer", "peers")).isEqualTo("1 peer");
    assertThat(Numbers.of(1_200, "peer", "peers")).isEqualTo("1,200 peers");
  }

  @Test
  void nearlyNothingIsNotNothingAndNearlyAllNotAll() {
    assertThat(Numbers.percent(0, 10)).isEqualTo("0 %");
    assertThat(Numbers.percent(0, 0)).isEqualTo("0 %");
    assertThat(Numbers.percent(1, 1_000_000)).isEqualTo("<0.1 %");
    assertThat(Numbers.percent(999_999, 1_000_000)).isEqualTo("99.9 %");
    assertThat(Numbers.percent(10, 10)).isEqualTo("100 %");
    assertThat(Numbers.percent(1, 3)).isEqualTo("33.3 %");
    assertThat(Numbers.percent(12, 10)).isEqualTo("120 %");
  }

  @Test
  void aSmallRateHasADecimal() {
    assertThat(Numbers.rate(0)).isEqualTo("0");
    assertThat(Numbers.rate(0.01)).isEqualTo("<0.1");
    assertThat(Numbers.rate(0.44)).isEqualTo("0.4");
    assertThat(Numbers.rate(9.96)).isEqualTo("10");
    assertThat(Numbers.rate(1_234.5)).isEqualTo("1,235");
  }

  @Test
  void anAxisIsShort() {
    assertThat(Numbers.axis(0)).isEqualTo("0");
    assertThat(Numbers.axis(2.5)).isEqualTo("2.5");
    assertThat(Numbers.axis(7_500)).isEqualTo("7,500");
    assertThat(Numbers.axis(100_000)).isEqualTo("100k");
    assertThat(Numbers.axis(1_250_000)).isEqualTo("1.25M");
    assertThat(Numbers.axis(2e9)).isEqualTo("2G");
  }

  @Test
  void aSpanHasTwoUnits() {
    assertThat(Numbers.span(Duration.ofSeconds(42))).isEqualTo("42 s");
    assertThat(Numbers.span(Duration.ofMinutes(30))).isEqualTo("30 min");
    assertThat(Numbers.span(Duration.ofSeconds(725))).isEqualTo("12 min 5 s");
    assertThat(Numbers.span(Duration.ofMinutes(150))).isEqualTo("2 h 30 min");
    assertThat(Numbers.span(Duration.ofHours(77))).isEqualTo("3 d 5 h");
    assertThat(Numbers.span(Duration.ofSeconds(-3))).isEqualTo("0 s");
  }
}
