package dev.shoal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shoal.web.History.Sample;
import dev.shoal.web.Trend.Point;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void theOldestSampleGoes() {
    History history = new History();
    for (int i = 0; i < History.MOST + 7; i++) {
      history.add(new Sample(i, i, i));
    }
    assertThat(history.samples()).hasSize(History.MOST);
    assertThat(history.samples().getFirst().nanos()).isEqualTo(7);
    assertThat(history.samples().getLast().nanos()).isEqualTo(History.MOST + 6);
  }

  @Test
  void anHourOfSamplesIsAllOfTheHour() {
    History history = new History();
    for (int i = 0; i < History.MOST; i++) {
      history.add(new Sample(i * History.EVERY.toNanos(), i, i));
    }
    long now = history.samples().getLast().nanos();
    assertThat(Trend.of(history.samples(), now).peers()).hasSize(History.MOST);
    assertThat(Trend.of(history.samples(), now).peers().getFirst().ago()).isEqualTo(3600);
  }

  @Test
  void aRateIsWhatCameBetweenTwoSamples() {
    List<Sample> samples =
        List.of(
            new Sample(0, 100, 1),
            new Sample(10 * SECOND, 150, 2),
            new Sample(30 * SECOND, 170, 3));
    Trend trend = Trend.of(samples, 30 * SECOND);
    assertThat(trend.announces()).containsExactly(new Point(20, 5), new Point(0, 1));
    assertThat(trend.peers()).containsExactly(new Point(30, 1), new Point(20, 2), new Point(0, 3));
    assertThat(trend.announcesNow().orElseThrow()).isCloseTo(70 / 30.0, within(1e-9));
  }

  @Test
  void nowIsTheLastHalfMinuteOnly() {
    List<Sample> samples =
        List.of(
            new Sample(0, 0, 1),
            new Sample(10 * SECOND, 9_000, 1),
            new Sample(20 * SECOND, 9_010, 1),
            new Sample(30 * SECOND, 9_020, 1),
            new Sample(40 * SECOND, 9_030, 1));
    assertThat(Trend.of(samples, 40 * SECOND).announcesNow().orElseThrow()).isEqualTo(1);
  }

  @Test
  void oneSampleHasNoRate() {
    assertThat(Trend.of(List.of(), 0).announcesNow()).isEmpty();
    Trend trend = Trend.of(List.of(new Sample(0, 5, 5)), SECOND);
    assertThat(trend.announcesNow()).isEmpty();
    assertThat(trend.announces()).isEmpty();
    assertThat(trend.peers()).containsExactly(new Point(1, 5));
  }

  @Test
  void whatIsOlderThanAnHourIsNotShown() {
    List<Sample> samples = List.of(new Sample(0, 0, 1), new Sample(3_700 * SECOND, 37, 2));
    assertThat(Trend.of(samples, 3_700 * SECOND).peers()).containsExactly(new Point(0, 2));
  }

  @Test
  void theTimeMayPassItsLargestNumber() {
    long start = Long.MAX_VALUE - 5 * SECOND;
    List<Sample> samples = List.of(new Sample(start, 0, 1), new Sample(start + 10 * SECOND, 20, 1));
    assertThat(Trend.of(samples, start + 10 * SECOND).announces()).containsExactly(new Point(0, 2));
  }
}
