package dev.shoal.net;

import dev.shoal.base.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * A rate limit that makes threads wait; any may use it. Of its {@linkplain #share shares} the one
 * that has spent least has the next turn (start-time fair queueing): one with a hundred waiting
 * threads gets no more than one with a single thread. Nobody saves up more than a tenth of a second
 * by not asking.
 */
public final class TokenBucket implements RateLimit {
  /** The least that is spent in a turn: fewer turns would be unfair, more would cost much. */
  private static final int LEAST_TURN = 1 << 14;

  private final Clock clock;
  private final long rate;
  private final RateBudget budget;
  private final List<Share> ready = new ArrayList<>(); // with waiters; guarded by this
  private final long burst;
  private final int turn; // the most that is spent in one
  private long served; // what the share that had the last turn had spent; guarded by this
  private final Share own = new Share();
  private boolean busy; // somebody has the turn; guarded by this

  private TokenBucket(long rate, Clock clock) {
    this.rate = rate;
    this.clock = clock;
    this.budget = new RateBudget(rate);
    this.burst = rate / 10;
    this.turn = Math.clamp(rate / 1000, LEAST_TURN, Integer.MAX_VALUE);
  }

  /**
   * The limit for a rate.
   *
   * @param rate bytes a second; 0: no limit
   */
  public static RateLimit of(long rate, Clock clock) {
    return rate == 0 ? RateLimit.unlimited() : new TokenBucket(rate, clock);
  }

  @Override
  public void spend(int bytes) throws InterruptedException {
    own.spend(bytes);
  }

  @Override
  public RateLimit share() {
    return new Share();
  }

  @Override
  public long rate() {
    return rate;
  }

  /** Whoever waits for a turn. */
  private record Waiter(Semaphore turn, int bytes) {}

  /** One part of the limit, whose threads wait in the order in which they come. */
  private final class Share implements RateLimit {
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>(); // guarded by the bucket
    private long spent; // guarded by the bucket

    /** Much at once is spent in many turns, or whoever comes with more would get more. */
    @Override
    public void spend(int bytes) throws InterruptedException {
      for (int left = bytes; left > 0; left -= turn) {
        spendAtOnce(Math.min(left, turn));
      }
    }

    private void spendAtOnce(int bytes) throws InterruptedException {
      Waiter waiter = new Waiter(new Semaphore(0), bytes);
      enter(waiter);
      try {
        waiter.turn.acquire();
      } catch (InterruptedException e) {
        leave(waiter);
        throw e;
      }
      try {
        Thread.sleep(Duration.ofNanos(budget.spend(bytes, clock.nanos())));
      } finally {
        next();
      }
    }

    private void enter(Waiter waiter) {
      synchronized (TokenBucket.this) {
        if (waiters.isEmpty()) {
          spent = Math.max(spent, served - burst);
          ready.add(this);
        }
        waiters.add(waiter);
        if (!busy) {
          next();
        }
      }
    }

    private void leave(Waiter waiter) {
      synchronized (TokenBucket.this) {
        if (!waiters.remove(waiter)) {
          next(); // the turn came at the same moment
        } else if (waiters.isEmpty()) {
          ready.remove(this);
        }
      }
    }

    @Override
    public long rate() {
      return rate;
    }
  }

  /** Gives the turn to the share that has spent least, and within it to who waits longest. */
  private synchronized void next() {
    busy = !ready.isEmpty();
    if (busy) {
      Share share = Collections.min(ready, Comparator.comparingLong(each -> each.spent));
      Waiter waiter = share.waiters.remove();
      if (share.waiters.isEmpty()) {
        ready.remove(share);
      }
      share.spent += waiter.bytes;
      served = share.spent;
      waiter.turn.release();
    }
  }
}
