package dev.shoal.node.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerPoolTest {
  private final WorkerPool pool = new WorkerPool("test", 2);

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void callsRunOnPlatformThreadsAndExceptionsComeThrough() {
    assertThat(pool.call(() -> Thread.currentThread().isVirtual())).isFalse();
    assertThatThrownBy(() ->
            pool.call(() -> {
              throw new IllegalStateException("as thrown");
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("as thrown");
  }

  @Test
  void anInterruptOfTheCallerDoesNotReachTheWorker() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    FutureTask<Boolean> caller =
        new FutureTask<>(() -> {
          boolean workerWasInterrupted =
              pool.call(() -> {
                begun.countDown();
                try {
                  go.await();
                  return false;
                } catch (InterruptedException e) {
                  return true;
                }
              });
          return !workerWasInterrupted && Thread.interrupted();
        });
    Thread thread = Thread.ofVirtual().start(caller);
    begun.await();
    thread.interrupt();
    go.countDown();
    assertThat(caller.get()).isTrue();
  }

  @Test
  void closingWaitsForWhatWasBegun() {
    CountDownLatch done = new CountDownLatch(20);
    for (int i = 0; i < 20; i++) {
      pool.run(done::countDown);
    }
    pool.close();
    assertThat(done.getCount()).isZero();
  }
}
