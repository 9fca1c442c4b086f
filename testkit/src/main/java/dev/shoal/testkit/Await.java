package dev.shoal.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** A bounded wait for a condition that other threads bring about. */
public final class Await {
  private static final long PAUSE = Duration.ofMillis(2).toNanos();

  private Await() {}

  /** Waits until the condition holds; whether it did before the time was over. */
  public static boolean until(Duration most, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > most.toNanos()) {
        return false;
      }
      LockSupport.parkNanos(PAUSE);
    }
    return true;
  }

  /**
   * Waits until the condition holds.
   *
   * @param what is waited for, shown if it does not come about
   * @throws AssertionError if the time is over before
   */
  public static void holds(Duration most, Supplier<String> what, BooleanSupplier condition) {
    if (!until(most, condition)) {
      throw new AssertionError("not within " + most.toMillis() + " ms: " + what.get());
    }
  }
}
