package dev.shoal.node.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.host.Lease;
import dev.shoal.host.Runs.Run;
import dev.shoal.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunPoolTest {
  private static final int KIB = 1024;

  private final RunPool pool = new RunPool(2 * Lease.MAX_LENGTH);

  @Test
  void aRunHasTheSizeThatWasAskedFor() throws InterruptedException {
    for (int size : List.of(1, 16 * KIB, 16 * KIB + 1, 300_000, Lease.MAX_LENGTH)) {
      Run run = pool.take(size);
      assertThat(run.buffer().isDirect()).isTrue();
      assertThat(run.buffer().position()).isZero();
      assertThat(run.buffer().remaining()).isEqualTo(size);
      assertThat(run.buffer().capacity()).isEqualTo(size);
      run.release();
    }
    assertThatThrownBy(() -> pool.take(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pool.take(Lease.MAX_LENGTH + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void runsDoNotShareBytes() throws InterruptedException {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < 128; i++) { // all there is
      Run run = pool.take(16 * KIB);
      while (run.buffer().hasRemaining()) {
        run.buffer().put((byte) i);
      }
      runs.add(run);
    }
    for (int i = 0; i < runs.size(); i++) {
      var bytes = runs.get(i).buffer().flip();
      while (bytes.hasRemaining()) {
        assertThat(bytes.get()).isEqualTo((byte) i);
      }
    }
  }

  @Test
  void aSecondReleaseIsABug() throws InterruptedException {
    Run run = pool.take(1);
    run.release();
    assertThatThrownBy(run::release).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whoeverComesFirstIsServedFirst() throws Exception {
    Run first = pool.take(Lease.MAX_LENGTH);
    Run second = pool.take(512 * KIB);
    FutureTask<Run> large = taker(Lease.MAX_LENGTH);
    FutureTask<Run> small = taker(16 * KIB); // would fit at once, but must not overtake
    assertThat(small.isDone()).isFalse();
    first.release();
    large.get().release();
    small.get().release();
    second.release();
    pool.take(Lease.MAX_LENGTH);
    pool.take(Lease.MAX_LENGTH);
  }

  @Test
  void aWaiterCanBeInterruptedAndTheNextOneIsServed() throws Exception {
    Run all = pool.take(Lease.MAX_LENGTH);
    Run half = pool.take(512 * KIB);
    Thread[] thread = new Thread[1];
    FutureTask<Run> large = new FutureTask<>(() -> pool.take(Lease.MAX_LENGTH));
    thread[0] = start(large);
    FutureTask<Run> small = taker(16 * KIB);
    thread[0].interrupt();
    assertThatThrownBy(large::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    small.get().release();
    half.release();
    all.release();
  }

  private FutureTask<Run> taker(int size) {
    FutureTask<Run> task = new FutureTask<>(() -> pool.take(size));
    start(task);
    return task;
  }

  /** Starts it and waits until it waits. */
  private static Thread start(FutureTask<Run> task) {
    Thread thread = Thread.ofVirtual().start(task);
    Await.holds(
        Duration.ofSeconds(10),
        () -> thread + " to wait",
        () -> thread.getState() == Thread.State.WAITING);
    return thread;
  }
}
