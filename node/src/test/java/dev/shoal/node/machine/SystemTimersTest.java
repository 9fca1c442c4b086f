package dev.shoal.node.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Clock;
import dev.shoal.host.Timers.Timer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SystemTimersTest {
  private static final long MILLI = 1_000_000;

  private final Clock clock = Clock.system();
  private final SystemTimers timers = new SystemTimers(clock);
  private final BlockingQueue<Long> ran = new ArrayBlockingQueue<>(10);
  private final Timer timer = timers.timer(() -> ran.add(clock.nanos()));

  @AfterEach
  void close() {
    timers.close();
  }

  @Test
  void runsOnceOnAVirtualThreadNotBeforeItIsDue() throws InterruptedException {
    BlockingQueue<Boolean> virtual = new ArrayBlockingQueue<>(2);
    long due = clock.nanos() + 5 * MILLI;
    timers.timer(() -> virtual.add(Thread.currentThread().isVirtual())).at(due);
    timer.at(due);
    assertThat(ran.take() - due).isNotNegative();
    assertThat(virtual.take()).isTrue();
    timer.at(clock.nanos());
    assertThat(ran.take()).isNotNull();
  }

  @Test
  void theLastTimeCounts() throws InterruptedException {
    long start = clock.nanos();
    timer.at(start + 3_600_000 * MILLI);
    timer.at(start + 5 * MILLI);
    assertThat(ran.take() - start).isGreaterThanOrEqualTo(5 * MILLI);
    long again = clock.nanos();
    timer.at(again + 500 * MILLI);
    timer.at(again + 550 * MILLI); // later: looked at when the earlier one is due
    assertThat(ran.take() - again).isGreaterThanOrEqualTo(550 * MILLI);
    assertThat(ran).isEmpty();
  }

  @Test
  void neverAndClosedMeanNever() throws InterruptedException {
    Timer closed = timers.timer(() -> ran.add(-1L));
    long due = clock.nanos() + 500 * MILLI;
    closed.at(due);
    closed.close();
    closed.at(due);
    timer.at(due);
    timer.at(Long.MAX_VALUE);
    timers.timer(() -> ran.add(7L)).at(due + 20 * MILLI);
    assertThat(ran.poll(10, TimeUnit.SECONDS)).isEqualTo(7L);
    assertThat(ran).isEmpty();
  }
}
