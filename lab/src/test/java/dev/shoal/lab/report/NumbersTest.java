package dev.shoal.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.simulator.report.Figure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
  private static Figure figure(double value, String unit) {
    return new Figure("x", "X", value, unit, "");
  }

  @ParameterizedTest
  @CsvSource({
    "0, '', 0",
    "5, hops, 5 hops",
    "5.374, hops, 5.37 hops",
    "0.5, '', 0.500",
    "45.678, %, 45.7 %",
    "99.87, %, 99.87 %",
    "99.9999, %, 99.99 %",
    "100, %, 100 %",
    "1234567, messages, '1,234,567 messages'",
    "12345.67, '', '12,346'",
    "0.00001234, '', 1.23e-05",
    "-3.14159, '', -3.14",
    "NaN, %, –",
    "Infinity, ms, –",
    "1536, bytes, 1.50 KiB",
    "12, bytes, 12 B",
    "1536, bytes/s, 1.50 KiB/s",
    "843.2, ms, 843.2 ms",
    "0.25, ms, 0.250 ms",
    "4210, ms, 4.21 s",
    "754000, ms, 12 min 34 s",
    "7260000, ms, 2 h 1 min",
    "90000000, ms, 1 d 1 h",
    "90, s, 1 min 30 s",
  })
  void peopleReadThemWithTheirUnit(double value, String unit, String text) {
    assertThat(Numbers.text(figure(value, unit))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "5.374, hops, 5.37, hops",
    "1536, bytes, 1.50, KiB",
    "4210, ms, 4.21, s",
    "754000, ms, 12 min 34 s, ''",
    "7, '', 7, ''",
    "7, messages a node, 7, messages a node",
    "NaN, ms, –, ''",
  })
  void aCardShowsThemApart(double value, String unit, String number, String shown) {
    assertThat(Numbers.value(figure(value, unit))).isEqualTo(number);
    assertThat(Numbers.unit(figure(value, unit))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "0.1, 0.1", "1e-7, 0.00000010", "1e20, 100000000000000000000", "NaN, ''"})
  void programsReadAllDigits(double value, String text) {
    assertThat(Numbers.exact(value)).isEqualTo(text);
  }
}
