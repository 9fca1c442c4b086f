package dev.shoal.node;

import dev.shoal.base.Problem;
import dev.shoal.host.TransferEvent;
import dev.shoal.host.TransferListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The events of one transfer, between the threads that tell them, which never wait here, and the
 * one that wants them.
 */
final class EventFeed implements TransferListener {
  /**
   * Events that wait for a consumer. Beyond it those that only report progress are left out; a
   * reader sees it by their counts.
   */
  static final int MAX_WAITING = 8192;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<TransferEvent> waiting = new ArrayDeque<>();
  private Optional<TransferEvent.Linked> linked = Optional.empty();
  private Optional<TransferEvent.Completed> completed = Optional.empty();
  private Optional<Problem> failed = Optional.empty();
  private Optional<Thread> reader = Optional.empty();
  private boolean ended;

  @Override
  public void on(TransferEvent event) {
    lock.lock();
    try {
      switch (event) {
        case TransferEvent.Linked link -> linked = Optional.of(link);
        case TransferEvent.Completed done -> completed = Optional.of(done);
        case TransferEvent.Failed failure -> failed = Optional.of(failure.problem());
        default -> {}
      }
      if (event instanceof TransferEvent.Checking
          && waiting.peekLast() instanceof TransferEvent.Checking) {
        waiting.removeLast(); // the newer one says more
      }
      if (waiting.size() < MAX_WAITING || !onlyReports(event)) {
        waiting.add(event);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static boolean onlyReports(TransferEvent event) {
    return switch (event) {
      case TransferEvent.Checking _,
          TransferEvent.PieceDone _,
          TransferEvent.PieceWrong _,
          TransferEvent.Peer _,
          TransferEvent.Banned _,
          TransferEvent.Announced _,
          TransferEvent.Warning _ ->
          true;
      case TransferEvent.Checked _,
          TransferEvent.Linked _,
          TransferEvent.Described _,
          TransferEvent.Completed _,
          TransferEvent.Failed _ ->
          false;
    };
  }

  /** Gives all events, from the first, to the consumer on a virtual thread of their own. */
  void deliverTo(Consumer<TransferEvent> consumer) {
    lock.lock();
    try {
      if (reader.isPresent()) {
        throw new IllegalStateException("the events have a consumer already");
      }
      Thread thread = Thread.ofVirtual().name("events").unstarted(() -> deliver(consumer));
      reader = Optional.of(thread);
      thread.start();
    } finally {
      lock.unlock();
    }
  }

  private void deliver(Consumer<TransferEvent> consumer) {
    for (Optional<TransferEvent> e = next(); e.isPresent(); e = next()) {
      consumer.accept(e.get());
    }
  }

  private Optional<TransferEvent> next() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !ended) {
        changed.awaitUninterruptibly();
      }
      return Optional.ofNullable(waiting.poll());
    } finally {
      lock.unlock();
    }
  }

  /** The link, as soon as it is known; {@link #await} says what is thrown. */
  ShareLink awaitLink() throws InterruptedException {
    TransferEvent.Linked link = await(() -> linked, Optional.empty()).orElseThrow();
    return new ShareLink(link.link(), link.infoHash(), link.description());
  }

  /** The end of a download; empty if it is not there in time; {@link #await} as above. */
  Optional<TransferEvent.Completed> awaitCompletion(Optional<Duration> most)
      throws InterruptedException {
    return await(() -> completed, most);
  }

  /**
   * Waits until there is something; empty if time is up.
   *
   * @throws Problem the transfer's own if it failed, or of kind UNFINISHED if it was closed before
   */
  private <T> Optional<T> await(Supplier<Optional<T>> what, Optional<Duration> most)
      throws InterruptedException {
    long left = most.map(Duration::toNanos).orElse(Long.MAX_VALUE);
    lock.lockInterruptibly();
    try {
      while (what.get().isEmpty()) {
        if (failed.isPresent()) {
          throw failed.get();
        }
        if (ended) {
          throw new Problem(Problem.Kind.UNFINISHED, "the transfer was closed before its end");
        }
        if (left <= 0) {
          return Optional.empty();
        }
        left = changed.awaitNanos(left);
      }
      return what.get();
    } finally {
      lock.unlock();
    }
  }

  /** Waits this long, or less if the transfer completes, fails or ends; whether it did. */
  boolean pause(Duration time) throws InterruptedException {
    long left = time.toNanos();
    lock.lockInterruptibly();
    try {
      while (left > 0 && !over()) {
        left = changed.awaitNanos(left);
      }
      return over();
    } finally {
      lock.unlock();
    }
  }

  private boolean over() {
    return completed.isPresent() || failed.isPresent() || ended;
  }

  /** No more events will come; waits a while until those that came are delivered. */
  void end(Duration patience) {
    Optional<Thread> thread;
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
      thread = reader;
    } finally {
      lock.unlock();
    }
    if (thread.isPresent() && thread.get() != Thread.currentThread()) {
      try {
        boolean _ = thread.get().join(patience);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
