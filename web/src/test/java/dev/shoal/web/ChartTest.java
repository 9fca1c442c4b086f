package dev.shoal.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.web.Trend.Point;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartTest {
  private final Chart chart = new Chart("peers", "Peers", true, History.SPAN);

  @ParameterizedTest
  @CsvSource({
    "0, true, 1",
    "0.3, true, 1",
    "1.2, true, 2",
    "2.1, true, 5",
    "6, true, 10",
    "21, true, 25",
    "51, true, 100",
    "2100, true, 2500",
    "0, false, 0.25",
    "0.2, false, 0.25",
    "0.3, false, 0.5",
    "2.2, false, 2.5",
    "99, false, 100"
  })
  void anAxisHasRoundSteps(double least, boolean whole, double step) {
    assertThat(Chart.step(least, whole)).isEqualTo(step);
  }

  @Test
  void theCurveGoesFromLeftToRightUnderItsTop() {
    String html = chart.html(List.of(new Point(10, 0), new Point(0, 4)));
    assertThat(html).contains("class=\"line\" d=\"M718 200L720 0h0\"");
    assertThat(html).contains("class=\"area\" d=\"M718 200L718 200L720 0V200Z\"");
    assertThat(html)
        .contains("<span>4</span><span>3</span><span>2</span><span>1</span><span>0</span>");
  }

  @Test
  void aYoungTrackerHasAShortAxis() {
    List<Point> points = List.of(new Point(10, 0), new Point(0, 4));
    assertThat(new Trend(List.of(), points, OptionalDouble.empty()).span()).hasMinutes(4);
    assertThat(new Trend(List.of(), List.of(new Point(300, 1)), OptionalDouble.empty()).span())
        .hasMinutes(20);
    assertThat(new Trend(List.of(), List.of(new Point(3600, 1)), OptionalDouble.empty()).span())
        .hasMinutes(60);
    assertThat(new Chart("peers", "Peers", true, Duration.ofMinutes(4)).html(points))
        .contains("<span>4 min ago</span><span>3 min</span><span>2 min</span><span>1 min</span>")
        .contains("class=\"line\" d=\"M690 200L720 0h0\"");
  }

  @Test
  void noLineIsDrawnOverTheTimeAMachineSlept() {
    String gone = chart.html(List.of(new Point(600, 4), new Point(590, 4), new Point(10, 4)));
    assertThat(gone.lines().filter(line -> line.contains("class=\"line\"")).findFirst())
        .hasValueSatisfying(line -> assertThat(line.split("M", -1)).hasSize(3));
  }

  @Test
  void aValueThatIsNoneIsDrawnAtTheBottom() {
    assertThat(chart.html(List.of(new Point(10, 0), new Point(0, 0)))).contains("200L720 200");
  }

  @Test
  void wordsSayWhatTheCurveDoes() {
    assertThat(chart.html(List.of(new Point(20, 1_000), new Point(10, 5), new Point(0, 70))))
        .contains("Last 70 · lowest 5 · highest 1,000")
        .contains("role=\"img\"")
        .contains("aria-labelledby=\"peers-title\"");
    assertThat(chart.html(List.of())).contains("Nothing to draw yet").doesNotContain("NaN");
  }
}
