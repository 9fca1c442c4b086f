package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Signals;
import dev.shoal.cli.report.Failure;
import dev.shoal.cli.report.Followed;
import dev.shoal.cli.report.Reporter;
import dev.shoal.cli.show.Screen;
import dev.shoal.host.Progress;
import dev.shoal.host.TransferEvent;
import dev.shoal.node.Exchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Tells what happens to the transfers of a command, on its one thread, until all have ended: by
 * themselves, by their goal, or by a signal.
 */
final class Following {
  /** Events between the node and this thread; when they are too many, theirs waits. */
  private static final int WAITING = 1024;

  private static final long DRAWN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long TOLD_NANOS = TimeUnit.MILLISECONDS.toNanos(500); // the contract's

  /** When a transfer is to end although it could go on. */
  @FunctionalInterface
  interface Goal {
    /**
     * Whether it is reached.
     *
     * @param completed nanoseconds since all that is wanted is here; empty before
     * @throws Problem if it is not to be reached
     */
    boolean reached(Followed transfer, Progress progress, Optional<Long> completed, long nanos);

    /**
     * Something happened, which has been told already.
     *
     * @throws Problem if it is not to be reached any more
     */
    default void happened(TransferEvent event) {}
  }

  private sealed interface News {
    /** An event of a transfer. */
    record Happened(Entry entry, TransferEvent event) implements News {}

    /** Something else happened that a goal, or the whole command, waits for. */
    record Woken() implements News {}
  }

  private static final class Entry {
    private final Exchange exchange;
    private final Followed followed;
    private final Goal goal;
    private Optional<Long> completedAt = Optional.empty();
    private boolean ended;

    Entry(Exchange exchange, Followed followed, Goal goal) {
      this.exchange = exchange;
      this.followed = followed;
      this.goal = goal;
    }
  }

  private final Console console;
  private final Reporter reporter;
  private final Signals signals;
  private final long every;
  private final BlockingQueue<News> news = new ArrayBlockingQueue<>(WAITING);
  private final List<Entry> entries = new ArrayList<>();
  private List<Progress> told = List.of();
  private Runnable beside = () -> {};
  private long nextTold;
  private int exitCode;

  Following(Console console, Reporter reporter, Screen screen, Signals signals) {
    this.console = console;
    this.reporter = reporter;
    this.signals = signals;
    this.every = screen.drawing() ? DRAWN_NANOS : TOLD_NANOS;
    this.nextTold = console.clock().nanos();
  }

  /** Follows one more transfer, to a goal. */
  void add(Exchange exchange, Followed followed, Goal goal) {
    Entry entry = new Entry(exchange, followed, goal);
    entries.add(entry);
    exchange.events(event -> {
      try {
        news.put(new News.Happened(entry, event));
      } catch (InterruptedException nobodyWantsItAnyMore) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /** What is looked at now and then as well. */
  void beside(Runnable look) {
    beside = look;
  }

  /** Until all have ended; the exit code, of the first that failed if any did. */
  int untilAllHaveEnded() throws InterruptedException {
    while (signals.signal().isEmpty() && entries.stream().anyMatch(entry -> !entry.ended)) {
      long wait = nextTold - console.clock().nanos();
      Optional.ofNullable(news.poll(Math.max(0, wait), TimeUnit.NANOSECONDS)).ifPresent(this::tell);
      if (nextTold - console.clock().nanos() <= 0) {
        nextTold = console.clock().nanos() + every;
        tick(console.clock().nanos());
      }
    }
    for (News late : news) {
      tell(late);
    }
    tellProgress(console.clock().nanos());
    return exitCode;
  }

  /** Makes it look at the signals and goals; for any thread. */
  void wake() {
    boolean _ = news.offer(new News.Woken()); // if there is no room it is awake
  }

  /** The full copies that left this node, of all transfers. */
  int copies() {
    return entries.stream().mapToInt(entry -> entry.exchange.progress().copies()).sum();
  }

  /** How much of all that is wanted is here: done and total. */
  long[] done() {
    long done = 0;
    long total = 0;
    for (Entry entry : entries) {
      Progress progress = entry.exchange.progress();
      done += progress.done();
      total += progress.total();
    }
    return new long[] {done, total};
  }

  private void tell(News news) {
    switch (news) {
      case News.Happened(Entry entry, TransferEvent event) -> tell(entry, event);
      case News.Woken() -> tick(console.clock().nanos());
    }
  }

  private void tell(Entry entry, TransferEvent event) {
    entry.followed.on(event);
    reporter.event(entry.followed, event);
    if (event instanceof TransferEvent.Completed) {
      entry.completedAt = Optional.of(console.clock().nanos());
    }
    try {
      entry.goal.happened(event);
    } catch (Problem problem) {
      end(entry, Optional.of(problem));
    }
    if (event instanceof TransferEvent.Failed failed && !entry.ended) {
      end(entry, Optional.of(failed.problem()));
    }
    if (event instanceof TransferEvent.Completed) {
      tick(console.clock().nanos());
    }
  }

  private void tick(long nanos) {
    beside.run();
    for (Entry entry : entries) {
      if (!entry.ended) {
        Progress progress = entry.exchange.progress();
        entry.followed.on(progress, nanos);
        try {
          Optional<Long> since = entry.completedAt.map(at -> nanos - at);
          if (entry.goal.reached(entry.followed, progress, since, nanos)) {
            end(entry, Optional.empty());
          }
        } catch (Problem problem) {
          end(entry, Optional.of(problem));
        }
      }
    }
    tellProgress(nanos);
  }

  private void tellProgress(long nanos) {
    List<Reporter.Status> statuses = new ArrayList<>();
    for (Entry entry : entries) {
      statuses.add(
          new Reporter.Status(entry.followed, entry.exchange.progress(), entry.exchange.peers()));
    }
    List<Progress> now = statuses.stream().map(Reporter.Status::progress).toList();
    reporter.progress(statuses, !now.equals(told), nanos);
    told = now;
  }

  private void end(Entry entry, Optional<Problem> problem) {
    entry.ended = true;
    problem.ifPresent(why -> {
      Failure failure = Failure.of(why);
      exitCode = exitCode == 0 ? failure.exitCode() : exitCode;
      reporter.close();
      reporter.failure(failure);
    });
    entry.exchange.close();
  }
}
