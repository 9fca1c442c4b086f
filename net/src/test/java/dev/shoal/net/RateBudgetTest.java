package dev.shoal.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Clock;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateBudgetTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long START = Long.MAX_VALUE - SECOND / 2; // the clock overflows on the way

  @Test
  void aWaiterGetsTheRateAndNotMore() {
    RateBudget budget = new RateBudget(100_000);
    long now = START;
    for (int i = 0; i < 100; i++) {
      now += budget.spend(16_384, now);
    }
    // All but the last are paid for when the last may move; the burst is what came for nothing.
    assertThat(now - START).isEqualTo(99 * 16_384L * SECOND / 100_000 - RateBudget.BURST_NANOS);
  }

  @Test
  void aPauseIsCaughtUpByNoMoreThanABurst() {
    RateBudget budget = new RateBudget(1_000_000);
    long later = START;
    budget.spend(1, later);
    later += 3600 * SECOND;
    assertThat(budget.spend(100_000, later)).isZero(); // 0.1 s of it
    assertThat(budget.spend(1_000_000, later)).isZero(); // paid afterwards
    assertThat(budget.spend(1, later)).isEqualTo(SECOND);
  }

  @Test
  void whoeverAsksWhenNeverMoreThanRateAndBurstMove() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    RateBudget budget = new RateBudget(50_000);
    long now = START;
    long moved = 0;
    int largest = 20_000;
    for (int i = 0; i < 1000; i++) {
      now += random.nextLong(SECOND / 5);
      int bytes = random.nextInt(largest);
      now += budget.spend(bytes, now);
      moved += bytes;
      long allowed = (now - START + RateBudget.BURST_NANOS) / (SECOND / 50_000) + largest;
      assertThat(moved).as("seed %d, step %d", seed, i).isLessThanOrEqualTo(allowed);
    }
  }

  @Test
  void noLimitNeverWaits() throws InterruptedException {
    RateLimit limit = TokenBucket.of(0, Clock.system());
    limit.spend(Integer.MAX_VALUE);
    assertThat(limit.rate()).isZero();
  }

  @Test
  void theBucketMakesThreadsWait() throws InterruptedException {
    RateLimit limit = TokenBucket.of(1_000_000, Clock.system());
    long start = System.nanoTime();
    for (int i = 0; i < 4; i++) {
      limit.spend(50_000);
    }
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SECOND / 20);
    assertThat(limit.rate()).isEqualTo(1_000_000);
  }
}
