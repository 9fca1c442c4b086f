package dev.shoal.mainline;

import dev.shoal.base.Clock;
import dev.shoal.base.Contact;
import dev.shoal.base.NodeId;
import dev.shoal.mainline.dht.DhtCore;
import dev.shoal.mainline.dht.SearchListener;
import dev.shoal.mainline.krpc.Answer;
import dev.shoal.mainline.krpc.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Lookups for callers that wait, in the DHTs of IPv4 and IPv6 side by side. What happens within the
 * cores is told to the caller on its own thread. Any thread.
 */
final class Explorer {
  /** The longest lookup: with every time-out at its longest it ends before. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** The longest wait for a first contact. */
  private static final long LONELY_NANOS = TimeUnit.SECONDS.toNanos(15);

  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100); // for who stops it

  private final Clock clock;
  private final Turn turn;
  private final Supplier<List<DhtCore>> cores;

  Explorer(Clock clock, Turn turn, Supplier<List<DhtCore>> cores) {
    this.clock = clock;
    this.turn = turn;
    this.cores = cores;
  }

  /**
   * A node that answered.
   *
   * @param atNanos from the beginning
   */
  record Reached(
      Contact node, Optional<Contact> namedBy, Answer answer, long atNanos, long tookNanos) {}

  /** A node that was found, of one of the DHTs. */
  record Target(DhtCore core, SearchListener.Found found) {}

  /** What was found when it ended. */
  record Outcome(List<Target> targets, int silent, long nanos) {
    /** The closest of both DHTs, those of IPv4 first. */
    List<Contact> closest() {
      return targets.stream().map(target -> target.found.node()).toList();
    }
  }

  private sealed interface News {
    record Came(Reached reached) implements News {}

    record Ended(DhtCore core, List<SearchListener.Found> found) implements News {}
  }

  /**
   * Looks something up and waits until that is over.
   *
   * @param paths that share no node
   * @param stop asked every now and then whether nobody waits any more
   */
  Outcome explore(
      NodeId target, Question question, int paths, Consumer<Reached> each, BooleanSupplier stop) {
    List<DhtCore> ready = awaitContacts(stop);
    long begun = clock.nanos();
    BlockingQueue<News> news = new LinkedBlockingQueue<>();
    AtomicInteger silent = new AtomicInteger();
    List<Runnable> cancels = new ArrayList<>();
    turn.take(nanos -> {
      for (DhtCore core : ready) {
        core.search(target, question, paths, listener(core, news, silent, begun), nanos)
            .ifPresent(cancels::add);
      }
    });
    List<Target> targets = new ArrayList<>();
    int running = cancels.size();
    while (running > 0 && !stop.getAsBoolean() && clock.nanos() - begun < PATIENCE_NANOS) {
      Optional<News> next = poll(news, POLL_NANOS);
      running -= next.isPresent() ? take(next.get(), each, targets) : 0;
    }
    turn.take(nanos -> cancels.forEach(Runnable::run));
    return new Outcome(List.copyOf(targets), silent.get(), clock.nanos() - begun);
  }

  /** The DHTs in which somebody is known; waits for the first contact, for a while. */
  List<DhtCore> awaitContacts(BooleanSupplier stop) {
    long begun = clock.nanos();
    BlockingQueue<DhtCore> never = new LinkedBlockingQueue<>();
    List<DhtCore> ready = new ArrayList<>();
    while (true) {
      turn.take(nanos ->
          cores.get().stream().filter(core -> !core.contacts().isEmpty()).forEach(ready::add));
      if (!ready.isEmpty() || stop.getAsBoolean() || clock.nanos() - begun > LONELY_NANOS) {
        return ready;
      }
      Optional<DhtCore> _ = poll(never, POLL_NANOS);
    }
  }

  private SearchListener listener(
      DhtCore core, BlockingQueue<News> news, AtomicInteger silent, long begun) {
    return new SearchListener() {
      @Override
      public void answered(Contact node, Optional<Contact> namedBy, Answer answer, long nanos) {
        long at = clock.nanos() - begun;
        news.add(new News.Came(new Reached(node, namedBy, answer, at, nanos)));
      }

      @Override
      public void silent(Contact node) {
        silent.incrementAndGet();
      }

      @Override
      public void done(List<Found> found) {
        news.add(new News.Ended(core, found));
      }
    };
  }

  private static int take(News news, Consumer<Reached> each, List<Target> targets) {
    return switch (news) {
      case News.Came(Reached reached) -> {
        each.accept(reached);
        yield 0;
      }
      case News.Ended(DhtCore core, List<SearchListener.Found> found) -> {
        found.forEach(it -> targets.add(new Target(core, it)));
        yield 1;
      }
    };
  }

  /** Asks all of these something each, and waits; how many said yes. */
  int ask(List<Target> targets, Function<SearchListener.Found, Question> question) {
    BlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();
    turn.take(nanos ->
        targets.forEach(target ->
            target.core.ask(
                target.found.node(), question.apply(target.found), answers::add, nanos)));
    int yes = 0;
    for (int i = 0; i < targets.size(); i++) {
      yes += poll(answers, PATIENCE_NANOS).orElse(false) ? 1 : 0;
    }
    return yes;
  }

  /** An interrupt is kept for the caller, and counts as nothing heard. */
  static <T> Optional<T> poll(BlockingQueue<T> queue, long nanos) {
    try {
      return Optional.ofNullable(queue.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
