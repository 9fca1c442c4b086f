package dev.shoal.bittorrent.webseed;

import dev.shoal.bittorrent.piece.Blocks;
import dev.shoal.bittorrent.piece.Span;
import dev.shoal.host.Lease;
import dev.shoal.host.Runs.Run;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.HttpRanges;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One connection of a web seed, and the thread that reads from it: takes errands of the {@link
 * SeedCore}, fills runs and passes them on. A run is this thread's alone until then.
 */
final class SeedLane implements Runnable {
  /** A run is passed on after this, so that a slow server does not hold buffers. */
  private static final long RUN_NANOS = 1_000_000_000L;

  /** What is read at once; each must come within {@link WebSeed#PATIENCE}. */
  private static final int SLICE = 1 << 16;

  private final WebSeed seed;
  private final WebSeedWork work;
  private final HttpRanges http;
  private final SeedReader reader;

  SeedLane(WebSeed seed, SeedUrls urls, WebSeedWork work) {
    this.seed = seed;
    this.work = work;
    this.http = work.ranges(WebSeed.PATIENCE);
    this.reader = new SeedReader(urls, http, work.down());
  }

  /** Wakes it, for good, by any thread. */
  void close() {
    http.close();
  }

  @Override
  public void run() {
    try {
      while (!seed.ended()) {
        Optional<SeedCore.Errand> errand = seed.ask(core -> core.next(now()));
        if (errand.isPresent()) {
          fetch(errand.get());
        } else {
          seed.pause();
        }
      }
    } catch (InterruptedException stopped) {
      seed.end("stopped");
    } finally {
      http.close();
      seed.laneEnded();
    }
  }

  private long now() {
    return work.clock().nanos();
  }

  private void fetch(SeedCore.Errand errand) throws InterruptedException {
    try {
      for (Lease lease : errand.leases()) {
        long at = lease.offset();
        while (at < lease.end() && !seed.ended() && seed.ask(core -> core.owes(lease))) {
          at = fill(lease, at, errand.end());
        }
      }
    } catch (SeedRefusal refusal) {
      refused(refusal);
    } catch (ConnectionException broken) {
      later(OptionalLong.empty(), String.valueOf(broken.getMessage()));
    } finally {
      seed.turn(core -> core.end(errand));
    }
  }

  /** Fills one run with a lease's bytes from here on; returns where it ends. */
  private long fill(Lease lease, long from, long until) throws InterruptedException {
    Run run = work.runs().take((int) (lease.end() - from));
    long since = now();
    long at = from;
    try {
      do {
        long to = endOfSlice(at, lease.end());
        int length = (int) (to - at);
        reader.read(at, run.buffer().slice((int) (at - from), length), until);
        at = to;
        seed.reached(reader.server());
        seed.turn(core -> core.arrived(length, now()));
        work.moved(length, 0);
      } while (at < lease.end() && now() - since < RUN_NANOS);
      return at;
    } finally {
      pass(lease, from, at, run);
    }
  }

  /** Slices end where blocks do, as only whole blocks are passed on. */
  private long endOfSlice(long at, long end) {
    long to = at;
    while (to < end && to - at < SLICE) {
      to = Blocks.endOfBlock(seed.layout(), to);
    }
    return to;
  }

  private void pass(Lease lease, long from, long to, Run run) {
    boolean passed =
        to > from
            && seed.ask(core -> core.pass(lease, new Span(from, (int) (to - from)), run, now()));
    if (!passed) {
      run.release();
    }
  }

  private void refused(SeedRefusal refusal) {
    switch (refusal.verdict()) {
      case Verdict.Later(OptionalLong seconds, String why) -> later(seconds, why);
      case Verdict.Gone(String why) -> {
        if (seed.ask(core -> core.gone(refusal.file(), now()))) {
          seed.warn(refusal.file(), why);
        }
      }
      case Verdict.Serves _ -> throw new IllegalStateException("it serves", refusal);
    }
  }

  private void later(OptionalLong seconds, String why) {
    if (!seed.ended() && seed.ask(core -> core.failed(seconds, now()))) {
      seed.warn(why + "; it is asked again later");
    }
  }
}
