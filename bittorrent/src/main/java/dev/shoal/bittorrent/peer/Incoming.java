package dev.shoal.bittorrent.peer;

import dev.shoal.bittorrent.piece.Blocks;
import dev.shoal.bittorrent.piece.Span;
import dev.shoal.content.Layout;
import dev.shoal.host.Lease;
import dev.shoal.host.Runs.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** A lease as one link works it off: which of its blocks are asked for, came, were passed on. */
final class Incoming {
  enum State {
    UNASKED,
    ASKED,
    /** Its bytes are in the run. */
    FILLED,
    /** It is the swarm's, or was given up. */
    GONE
  }

  final Lease lease;
  private final long[] begins; // of each block, and the end of the last
  private final State[] states;
  private int firstUnasked;
  private int open; // unasked or asked
  private int filled;
  private @Nullable Run run;
  private long base;
  private long runSince;
  boolean reading; // a block is being read into the run right now

  Incoming(Lease lease, Layout layout) {
    this.lease = lease;
    long[] all = new long[lease.length() / Blocks.SIZE + 2];
    int n = 0;
    for (long at = lease.offset(); at < lease.end(); at = Blocks.endOfBlock(layout, at)) {
      if (n + 1 >= all.length) {
        all = Arrays.copyOf(all, all.length * 2); // pieces that are no multiple of 16 KiB
      }
      all[n++] = at;
    }
    all[n] = lease.end();
    begins = Arrays.copyOf(all, n + 1);
    states = new State[n];
    Arrays.fill(states, State.UNASKED);
    open = n;
  }

  long begin(int block) {
    return begins[block];
  }

  int length(int block) {
    return (int) (begins[block + 1] - begins[block]);
  }

  State state(int block) {
    return states[block];
  }

  /** The next block to ask for; empty if all were. */
  Optional<Integer> nextUnasked() {
    while (firstUnasked < states.length && states[firstUnasked] != State.UNASKED) {
      firstUnasked++;
    }
    return firstUnasked < states.length ? Optional.of(firstUnasked) : Optional.empty();
  }

  void asked(int block) {
    states[block] = State.ASKED;
  }

  void filled(int block) {
    states[block] = State.FILLED;
    open--;
    filled++;
  }

  /** Whether nothing is to come any more. */
  boolean finished() {
    return open == 0;
  }

  boolean hasRun() {
    return run != null;
  }

  /** How large a run has to be to take all that is still to come. */
  int runLength() {
    return (int) (lease.end() - firstOpen());
  }

  private long firstOpen() {
    int block = 0;
    while (states[block] != State.UNASKED && states[block] != State.ASKED) {
      block++;
    }
    return begins[block];
  }

  void attach(Run taken, long nanos) {
    run = taken;
    base = firstOpen();
    runSince = nanos;
  }

  /** Since when blocks wait in the run to be passed on; empty if none do. */
  Optional<Long> waitingSince() {
    return filled > 0 && !reading ? Optional.of(runSince) : Optional.empty();
  }

  Run run() {
    Run attached = run;
    if (attached == null) {
      throw new IllegalStateException("no run");
    }
    return attached;
  }

  /** Where a block lies in the run. */
  int positionInRun(int block) {
    return (int) (begins[block] - base);
  }

  long base() {
    return base;
  }

  /** Takes the filled blocks out, to be passed on with the run. */
  List<Span> pass() {
    List<Span> spans = take((block, state) -> state == State.FILLED);
    filled = 0;
    return spans;
  }

  /** Gives up the blocks that are still to come and lie in this part. */
  List<Span> giveUp(long from, long to) {
    List<Span> spans =
        take((block, state) ->
            (state == State.UNASKED || state == State.ASKED)
                && begins[block] >= from
                && begins[block + 1] <= to);
    return spans;
  }

  private List<Span> take(BiPredicate<Integer, State> which) {
    List<Span> spans = new ArrayList<>();
    for (int block = 0; block < states.length; block++) {
      if (which.test(block, states[block])) {
        open -= states[block] == State.FILLED ? 0 : 1;
        states[block] = State.GONE;
        Span last = spans.isEmpty() ? null : spans.getLast();
        if (last != null && last.end() == begins[block]) {
          spans.set(spans.size() - 1, new Span(last.offset(), last.length() + length(block)));
        } else {
          spans.add(new Span(begins[block], length(block)));
        }
      }
    }
    return spans;
  }

  /** The run is somebody else's from now on. */
  Run detach() {
    Run attached = run();
    run = null;
    return attached;
  }
}
