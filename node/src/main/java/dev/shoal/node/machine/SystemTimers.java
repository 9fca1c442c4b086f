package dev.shoal.node.machine;

import dev.shoal.base.Clock;
import dev.shoal.host.Timers;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Timers on the clock of this machine: one platform thread waits for all of them, and each task
 * runs on a virtual thread of its own.
 *
 * <p>Cores set their timer after every event, nearly always to the same time or a later one. So a
 * timer that moves later leaves its entry in the queue where it is, and looks again when that is
 * due.
 */
public final class SystemTimers implements Timers, AutoCloseable {
  private final Clock clock;
  private final ScheduledThreadPoolExecutor queue;

  /** Timers of which none is set. */
  public SystemTimers(Clock clock) {
    this.clock = clock;
    this.queue =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("timers")::unstarted);
    queue.setRemoveOnCancelPolicy(true);
    queue.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Timer timer(Runnable task) {
    return new SystemTimer(task);
  }

  /** Ends all timers; tasks that run go on. */
  @Override
  public void close() {
    queue.shutdown();
  }

  private final class SystemTimer implements Timer {
    private final Runnable task;
    private long due = Long.MAX_VALUE;
    private @Nullable Future<?> entry;
    private long entryAt;
    private boolean closed;

    SystemTimer(Runnable task) {
      this.task = task;
    }

    @Override
    public synchronized void at(long nanos) {
      due = nanos;
      if (closed || nanos == Long.MAX_VALUE) {
        return;
      }
      if (entry == null || nanos - entryAt < 0) {
        enter();
      }
    }

    @Override
    public synchronized void close() {
      closed = true;
      if (entry != null) {
        entry.cancel(false);
      }
    }

    private void enter() {
      if (entry != null) {
        entry.cancel(false);
      }
      if (!queue.isShutdown()) {
        entryAt = due;
        entry = queue.schedule(this::look, due - clock.nanos(), TimeUnit.NANOSECONDS);
      }
    }

    private void look() {
      synchronized (this) {
        entry = null;
        if (closed || due == Long.MAX_VALUE) {
          return;
        }
        if (due - clock.nanos() > 0) {
          enter();
          return;
        }
        due = Long.MAX_VALUE;
      }
      Thread.ofVirtual().name("timer").start(task);
    }
  }
}
