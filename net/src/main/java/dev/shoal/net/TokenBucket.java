package dev.shoal.net;

import dev.shoal.base.Clock;
import java.time.Duration;

/** A rate limit that makes threads wait, in the order in which they come; any may use it. */
public final class TokenBucket implements RateLimit {
  private final Clock clock;
  private final long rate;
  private final RateBudget budget;

  private TokenBucket(long rate, Clock clock) {
    this.rate = rate;
    this.clock = clock;
    this.budget = new RateBudget(rate);
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
    long wait;
    synchronized (budget) {
      wait = budget.spend(bytes, clock.nanos());
    }
    if (wait > 0) {
      Thread.sleep(Duration.ofNanos(wait));
    }
  }

  @Override
  public long rate() {
    return rate;
  }
}
