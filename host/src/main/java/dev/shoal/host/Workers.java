package dev.shoal.host;

import java.util.function.Supplier;

/** A bounded pool of platform threads for work that would pin a virtual one. */
public interface Workers {
  /**
   * Runs the task soon; never waits. What may be queued is bounded by whoever tells it (run
   * buffers, one read a connection), not here.
   */
  void run(Runnable task);

  /** Runs the task and waits for its result; exceptions come through. Not interruptible. */
  <T> T call(Supplier<T> task);
}
