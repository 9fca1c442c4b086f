package dev.shoal.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.cli.show.Columns;
import dev.shoal.simulator.Watcher;
import dev.shoal.simulator.report.Figure;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveViewTest {
  private static final List<Figure> FIGURES =
      List.of(
          new Figure("hops", "Hops a lookup", 5.374, "hops", ""),
          new Figure("found", "Truly closest found", 99.87, "%", ""));

  private static Moment moment(List<Figure> live) {
    var state = new Watcher.State("looking up", 0.455, 754_000_000_000L, 12_345_678, live);
    return new Moment("lookup", state, 1_234_567.8, 12_400);
  }

  @Test
  void itSaysWhereTheRunIs() {
    assertThat(LiveView.of(moment(FIGURES), 79))
        .containsExactly(
            "lookup   45% [=================>                      ]  looking up",
            "simulated 12 min 34 s  12,345,678 events  1,234,568/s  in 0:12",
            "  Hops a lookup        5.37 hops",
            "  Truly closest found  99.87 %");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 20, 33, 40, 60, 79, 200})
  void itFits(int columns) {
    List<String> lines = LiveView.of(moment(Collections.nCopies(20, FIGURES.getFirst())), columns);
    assertThat(lines)
        .hasSize(10)
        .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(columns));
  }
}
