package dev.shoal.bittorrent.webseed;

import dev.shoal.base.RateMeter;
import dev.shoal.bittorrent.piece.Span;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.content.Layout;
import dev.shoal.host.Lease;
import dev.shoal.host.Runs.Run;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What one web seed is to give, and whether it is asked at all: leases and answers in, errands and
 * swarm events out. Pure; whoever owns the web seed lets one thread at a time use it.
 *
 * <p>It asks the swarm for two seconds of its rate ahead. After a failure it gives everything back
 * and pauses, longer each time; a file that is not there is taken from what it has.
 */
final class SeedCore {
  /** What is asked for ahead while the rate is not known, and of a slow server. */
  static final long MIN_WINDOW = 256 << 10;

  /** What is asked for ahead at most: two requests of the longest lease for each connection. */
  static final long MAX_WINDOW = 4 << 20;

  private static final long SECOND = 1_000_000_000L;
  private static final long FIRST_PAUSE = SECOND;
  private static final long MAX_PAUSE = 600 * SECOND;
  private static final int MAX_DOUBLINGS = 10;

  /** The longest wait a server may ask for, and the one after which what was gone is looked for. */
  private static final long LONG_PAUSE = 3600 * SECOND;

  /** Failures in a row after which the person is told: one happens to the best of servers. */
  private static final int TOLD_AFTER = 2;

  /** Neighbouring leases that are fetched by one request for each file they touch. */
  record Errand(List<Lease> leases) {
    long end() {
      return leases.getLast().end();
    }
  }

  private final int source;
  private final Layout layout;
  private final Consumer<SwarmEvent> tell;
  private final TreeMap<Long, Lease> waiting = new TreeMap<>(); // by offset
  private final TreeMap<Long, List<Span>> owed = new TreeMap<>(); // of each lease, by its number
  private final RateMeter down = new RateMeter();
  private final BitSet missing = new BitSet(); // pieces in files that are gone
  private long told; // bytes told as idle and not granted yet
  private long ratesAt;
  private int failures;
  private boolean paused;
  private long pausedUntil;

  SeedCore(int source, Layout layout, Consumer<SwarmEvent> tell) {
    this.source = source;
    this.layout = layout;
    this.tell = tell;
  }

  /** Joins the swarm, with everything, and asks for the first leases. */
  void begin(long nanos) {
    ratesAt = nanos;
    tell.accept(new SwarmEvent.Joined(source));
    tell.accept(new SwarmEvent.HasAll(source));
    tell.accept(new SwarmEvent.Choked(source, false));
    askForMore(nanos);
  }

  void grant(Lease lease) {
    told = Math.max(0, told - lease.length());
    Span all = new Span(lease.offset(), lease.length());
    if (paused) {
      tell.accept(new SwarmEvent.Returned(source, lease.id(), all));
    } else {
      owed.put(lease.id(), List.of(all));
      waiting.put(lease.offset(), lease);
    }
  }

  /** Gives this part back, even if it is on its way: then it is not passed on. */
  void cancel(Lease part, long nanos) {
    giveBack(part.id(), part.offset(), part.end());
    askForMore(nanos);
  }

  /**
   * What to fetch next: the leases that follow one another, from the first on.
   *
   * @return empty if there is nothing to do, until {@link #wake} or a grant
   */
  Optional<Errand> next(long nanos) {
    if (paused && nanos - pausedUntil >= 0) {
      resume(nanos);
    }
    waiting.values().removeIf(lease -> !owes(lease));
    List<Lease> leases = new ArrayList<>();
    Lease next = waiting.isEmpty() ? null : waiting.firstEntry().getValue();
    while (next != null) {
      waiting.remove(next.offset());
      leases.add(next);
      next = waiting.get(next.end());
    }
    return leases.isEmpty() ? Optional.empty() : Optional.of(new Errand(leases));
  }

  /** Whether anything of this lease is still needed. */
  boolean owes(Lease lease) {
    return owed.containsKey(lease.id());
  }

  /** Bytes arrived. */
  void arrived(int bytes, long nanos) {
    failures = 0;
    down.add(bytes, nanos);
    if (nanos - ratesAt >= SECOND) {
      ratesAt = nanos;
      tell.accept(new SwarmEvent.Rates(source, down.perSecond(nanos), 0));
    }
  }

  /**
   * A part of a lease is in this run, from its first byte on.
   *
   * @return whether the run is the swarm's now; else nobody wants what is in it
   */
  boolean pass(Lease lease, Span filled, Run run, long nanos) {
    List<Span> spans = take(lease.id(), filled.offset(), filled.end());
    if (!spans.isEmpty()) {
      tell.accept(new SwarmEvent.Filled(source, lease.id(), filled.offset(), spans, run));
    }
    askForMore(nanos);
    return !spans.isEmpty();
  }

  /** An errand is over, done or not. */
  void end(Errand errand) {
    errand.leases.forEach(lease -> giveBack(lease.id(), lease.offset(), lease.end()));
  }

  /**
   * It does not serve now.
   *
   * @param seconds how long to wait, if it says
   * @return whether a person should hear of it
   */
  boolean failed(OptionalLong seconds, long nanos) {
    if (paused) {
      return false; // the other connection has felt it already
    }
    failures++;
    long doubled = FIRST_PAUSE << Math.min(failures - 1, MAX_DOUBLINGS);
    pause(
        seconds.isPresent()
            ? Math.clamp(seconds.getAsLong(), 1, LONG_PAUSE / SECOND) * SECOND
            : Math.min(doubled, MAX_PAUSE),
        nanos);
    return failures == TOLD_AFTER;
  }

  /**
   * It does not have this file. Without any file left it pauses for long.
   *
   * @return whether that is news
   */
  boolean gone(int file, long nanos) {
    int known = missing.cardinality();
    for (int p = layout.firstPiece(file); p < layout.endPiece(file); p++) {
      if (!missing.get(p)) {
        missing.set(p);
        tell.accept(new SwarmEvent.HasNot(source, p));
      }
    }
    boolean news = missing.cardinality() > known;
    if (missing.cardinality() == layout.pieces()) {
      pause(LONG_PAUSE, nanos);
    } else {
      returnWaiting();
      askForMore(nanos);
    }
    return news;
  }

  private void pause(long wait, long nanos) {
    paused = true;
    pausedUntil = nanos + wait;
    told = 0;
    tell.accept(new SwarmEvent.Choked(source, true));
    returnWaiting();
  }

  private void returnWaiting() {
    List<Lease> back = List.copyOf(waiting.values());
    waiting.clear();
    back.forEach(lease -> giveBack(lease.id(), lease.offset(), lease.end()));
  }

  private void resume(long nanos) {
    paused = false;
    if (missing.cardinality() == layout.pieces()) {
      missing.clear();
      tell.accept(new SwarmEvent.HasAll(source));
    }
    tell.accept(new SwarmEvent.Choked(source, false));
    askForMore(nanos);
  }

  private void giveBack(long lease, long from, long to) {
    take(lease, from, to)
        .forEach(span -> tell.accept(new SwarmEvent.Returned(source, lease, span)));
  }

  /** Takes what lies between these out of what is owed of a lease. */
  private List<Span> take(long lease, long from, long to) {
    List<Span> taken = new ArrayList<>();
    List<Span> rest = new ArrayList<>();
    for (Span span : owed.getOrDefault(lease, List.of())) {
      add(rest, span.offset(), Math.min(span.end(), from));
      add(taken, Math.max(span.offset(), from), Math.min(span.end(), to));
      add(rest, Math.max(span.offset(), to), span.end());
    }
    if (rest.isEmpty()) {
      owed.remove(lease);
    } else {
      owed.put(lease, rest);
    }
    return taken;
  }

  private static void add(List<Span> spans, long from, long to) {
    if (from < to) {
      spans.add(new Span(from, (int) (to - from)));
    }
  }

  private void askForMore(long nanos) {
    if (paused) {
      return;
    }
    long window = Math.clamp(2 * down.perSecond(nanos), MIN_WINDOW, MAX_WINDOW);
    long assigned = owed.values().stream().flatMap(List::stream).mapToLong(Span::length).sum();
    long lacking = window - assigned - told;
    if (lacking >= window / 4) {
      told += lacking;
      tell.accept(new SwarmEvent.Idle(source, (int) told));
    }
  }

  /** When {@link #next} is to be asked again at the latest; MAX_VALUE: after a grant. */
  long wake() {
    return paused ? pausedUntil : Long.MAX_VALUE;
  }

  /** Leaves the swarm. */
  void close() {
    tell.accept(new SwarmEvent.Left(source));
  }

  /** Whether it is asked at present, rather than left alone for a while. */
  boolean serves() {
    return !paused;
  }

  /** Bytes a second that came. */
  long downRate(long nanos) {
    return down.perSecond(nanos);
  }

  /** How much of the content it has, 0 to 1. */
  double share() {
    return 1 - (double) missing.cardinality() / Math.max(1, layout.pieces());
  }
}
