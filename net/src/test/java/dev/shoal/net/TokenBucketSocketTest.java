package dev.shoal.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Clock;
import dev.shoal.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/** Real threads in real time, as those of sockets are. */
class TokenBucketSocketTest {
  private static final int BYTES = 1 << 14;

  private final Clock clock = Clock.system();
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();

  private AtomicLong spender(RateLimit limit, int count, int bytes) {
    AtomicLong spent = new AtomicLong();
    for (int i = 0; i < count; i++) {
      threads.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (!over.get()) {
                    limit.spend(bytes);
                    spent.addAndGet(bytes);
                  }
                } catch (InterruptedException stopped) {
                  return;
                }
              }));
    }
    return spent;
  }

  @Test
  void sharesGetEqualTurnsHoweverManyWait() throws InterruptedException {
    RateLimit limit = TokenBucket.of(10 << 20, clock);
    assertFair(limit, spender(limit.share(), 1, BYTES), spender(limit.share(), 40, BYTES));
  }

  @Test
  void sharesGetEqualBytesHoweverManyAtOnce() throws InterruptedException {
    RateLimit limit = TokenBucket.of(10 << 20, clock);
    assertFair(limit, spender(limit.share(), 1, BYTES), spender(limit.share(), 1, 8 * BYTES));
  }

  /** From when the burst of the beginning is spent, whoever got it. */
  private void assertFair(RateLimit limit, AtomicLong one, AtomicLong other)
      throws InterruptedException {
    await(4 << 20, one, other);
    long begin = clock.nanos();
    long ofOne = -one.get();
    long ofOther = -other.get();
    await(20 << 20, one, other);
    double seconds = (clock.nanos() - begin) / 1e9;
    ofOne += one.get();
    ofOther += other.get();
    assertThat(ofOne).isCloseTo(ofOther, Percentage.withPercentage(5));
    assertThat((ofOne + ofOther) / seconds).isCloseTo(10 << 20, Percentage.withPercentage(5));
    over.set(true);
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      thread.join();
    }
    limit.spend(1); // those who were interrupted left the turn to others
  }

  private static void await(long bytes, AtomicLong one, AtomicLong other) {
    Await.holds(
        Duration.ofSeconds(30), () -> bytes + " bytes", () -> one.get() + other.get() >= bytes);
  }
}
