package dev.shoal.bittorrent.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.host.TransferEvent;
import dev.shoal.host.TransferListener;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Remembers events, for the test to wait for. */
final class Events implements TransferListener {
  /** For anything a test waits for, on the slowest machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BlockingQueue<TransferEvent> queue = new LinkedBlockingQueue<>();

  @Override
  public void on(TransferEvent event) {
    queue.add(event);
  }

  <T extends TransferEvent> T await(Class<T> kind) throws InterruptedException {
    return kind.cast(await(kind::isInstance));
  }

  TransferEvent await(Predicate<TransferEvent> which) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      TransferEvent event = queue.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      assertThat(event).as("no such event in time").isNotNull();
      if (which.test(event)) {
        return event;
      }
      if (event instanceof TransferEvent.Failed failed) {
        throw new AssertionError(failed.problem());
      }
    }
  }
}
