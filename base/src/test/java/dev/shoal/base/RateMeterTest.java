package dev.shoal.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateMeterTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = Long.MAX_VALUE - 3 * SECOND; // the clock overflows on the way

  private final RateMeter meter = new RateMeter();

  @Test
  void nothingIsNoRate() {
    assertThat(meter.perSecond(at(0))).isZero();
  }

  @Test
  void oneBlockCountsAsIfItHadTakenASecond() {
    meter.add(16384, at(0));
    assertThat(meter.perSecond(at(0))).isEqualTo(16384);
    assertThat(meter.perSecond(at(2 * SECOND))).isEqualTo(8192);
  }

  @Test
  void aSteadyFlowIsMeasuredExactly() {
    for (int step = 0; step < 400; step++) {
      long now = at(step * SECOND / 20);
      if (step >= 20 && step % 5 == 0) {
        assertThat(meter.perSecond(now)).isEqualTo(10_000);
      }
      meter.add(500, now);
    }
  }

  @Test
  void whatIsFiveSecondsAgoIsForgotten() {
    meter.add(1 << 20, at(0));
    assertThat(meter.perSecond(at(4 * SECOND))).isEqualTo((1 << 20) / 4);
    assertThat(meter.perSecond(at(5 * SECOND))).isZero();
  }

  @Test
  void aLongSilenceAndATimeThatStandsStillDoNoHarm() {
    meter.add(500, at(0));
    meter.add(500, at(3600 * SECOND));
    meter.add(500, at(3600 * SECOND));
    assertThat(meter.perSecond(at(3601 * SECOND))).isBetween(170L, 1000L);
    assertThat(meter.perSecond(at(3600 * SECOND))).isPositive();
  }

  private static long at(long nanosLater) {
    return START + nanosLater;
  }
}
