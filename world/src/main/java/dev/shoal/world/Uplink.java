package dev.shoal.world;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The sending half of a host's line. Those with something to send take turns, a burst each, so that
 * streams share the line evenly.
 */
final class Uplink {
  private final VirtualTime time;
  private final long rate;
  private final ArrayDeque<Supplier<Optional<Burst>>> waiting = new ArrayDeque<>();
  private boolean busy;

  Uplink(VirtualTime time, long rate) {
    this.time = time;
    this.rate = rate;
  }

  /**
   * What leaves in one go.
   *
   * @param length bytes on the line
   * @param sent runs when the last of them has left
   */
  record Burst(int length, Runnable sent) {}

  /** Puts a sender at the end of the queue, for the burst it then has, if it still has one. */
  void offer(Supplier<Optional<Burst>> sender) {
    waiting.add(sender);
    if (!busy) {
      serve();
    }
  }

  private void serve() {
    while (!busy && !waiting.isEmpty()) {
      waiting.remove().get().ifPresent(this::transmit);
    }
  }

  private void transmit(Burst burst) {
    busy = true;
    time.schedule(
        Rates.nanos(burst.length, rate),
        () -> {
          busy = false;
          burst.sent.run();
          serve();
        });
  }
}
