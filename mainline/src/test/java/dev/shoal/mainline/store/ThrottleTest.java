package dev.shoal.mainline.store;

import static dev.shoal.mainline.store.Strangers.seconds;
import static dev.shoal.mainline.store.Strangers.v4;
import static dev.shoal.mainline.store.Strangers.v6;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** So many questions a second, and a burst after a pause. */
class ThrottleTest {
  private static final int BURST = Throttle.ADDRESS_A_SECOND * Throttle.BURST_SECONDS;
  private static final int SUBNET_BURST = Throttle.SUBNET_A_SECOND * Throttle.BURST_SECONDS;

  private final Throttle throttle =
      new Throttle(new SplittableRandom(1), Throttle.USUAL_COUNTERS, 0);

  /** How many of so many questions at one moment may be answered. */
  private int allowed(int questions, IntFunction<InetAddress> from, long nanos) {
    int allowed = 0;
    for (int i = 0; i < questions; i++) {
      allowed += throttle.allows(from.apply(i), nanos) ? 1 : 0;
    }
    return allowed;
  }

  @Test
  void anAddressHasABurstThenItsRate() {
    assertThat(allowed(1000, i -> v4(1, 1), 0)).isBetween(BURST, BURST + 1);
    for (int second = 1; second <= 60; second++) {
      assertThat(allowed(1000, i -> v4(1, 1), seconds(second)))
          .isEqualTo(Throttle.ADDRESS_A_SECOND);
    }
    assertThat(allowed(1000, i -> v4(1, 1), seconds(3600))).isBetween(BURST, BURST + 1);
  }

  @Test
  void whoKeepsToTheRateIsNeverRefused() {
    long step = seconds(1) / Throttle.ADDRESS_A_SECOND;
    for (int i = 0; i < 10_000; i++) {
      assertThat(throttle.allows(v6(1, 1), i * step)).isTrue();
    }
  }

  @Test
  void aSubnetHasABurstThenItsRate() {
    assertThat(allowed(1000, i -> v4(1, i % 200), 0)).isBetween(SUBNET_BURST, SUBNET_BURST + 1);
    assertThat(allowed(1000, i -> v4(1, i % 200), seconds(1))).isEqualTo(Throttle.SUBNET_A_SECOND);
    assertThat(throttle.allows(v4(2, 1), seconds(1))).isTrue();
  }

  /** However many addresses of one customer: they have one /64. */
  @Test
  void anIpv6SubnetHasABurst() {
    assertThat(allowed(1000, i -> v6(1, i), 0)).isBetween(SUBNET_BURST - 1, SUBNET_BURST + 1);
    assertThat(throttle.allows(v6(2, 1), 0)).isTrue();
  }

  /** Refused questions cost nothing, so that a flood in the name of another bans it not. */
  @Test
  void aFloodLeavesNoDebt() {
    allowed(1_000_000, i -> v4(1, 1), 0);
    assertThat(allowed(100, i -> v4(1, 1), seconds(1))).isEqualTo(Throttle.ADDRESS_A_SECOND);
  }

  /** The counters are few: strangers share them, but one loud one silences few others. */
  @Test
  void oneLoudAddressSilencesFewOthers() {
    allowed(1000, i -> v4(1, 1), 0);
    assertThat(allowed(10_000, i -> v4(i + 2, 1), 0)).isGreaterThan(9_990);
  }

  /** Nothing in it grows with who asks: however many did, a pause makes it as new. */
  @Test
  void aFloodOfAddressesIsForgotten() {
    for (int i = 0; i < 300_000; i++) {
      throttle.allows(v4(i & 0xFFFF, i >>> 16), 0);
    }
    long later = seconds(Throttle.BURST_SECONDS + 1);
    assertThat(allowed(1000, i -> v4(7, 7), later)).isBetween(BURST, BURST + 1);
  }

  /** The clock may start anywhere, and passes its greatest number without harm. */
  @Test
  void timeMayWrapAround() {
    long start = Long.MAX_VALUE - seconds(1);
    Throttle late = new Throttle(new SplittableRandom(1), Throttle.USUAL_COUNTERS, start);
    int allowed = 0;
    for (int i = 0; i < 1000; i++) {
      allowed += late.allows(v4(1, 1), start) ? 1 : 0;
    }
    assertThat(allowed).isBetween(BURST, BURST + 1);
    assertThat(late.allows(v4(1, 1), start + seconds(2))).isTrue();
  }
}
