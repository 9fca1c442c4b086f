package dev.shoal.node.machine;

import dev.shoal.host.Workers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A pool of platform threads, which are never interrupted: an interrupt would close the file
 * channel they work on for everybody. Threads that have nothing to do for a while end.
 */
public final class WorkerPool implements Workers, AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(30);

  /** For what was begun before closing: one long run to a slow disk, one piece to hash. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final ThreadPoolExecutor threads;

  /** A pool of up to so many threads. */
  public WorkerPool(String name, int size) {
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name + "-", 0)::unstarted);
    threads.allowCoreThreadTimeOut(true);
  }

  @Override
  public void run(Runnable task) {
    threads.execute(task);
  }

  @Override
  public <T> T call(Supplier<T> task) {
    FutureTask<T> result = new FutureTask<>(task::get);
    threads.execute(result);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          switch (e.getCause()) {
            case RuntimeException failure -> throw failure;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(e);
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Takes no more tasks and waits, a short while, for those it has. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      boolean _ = threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
