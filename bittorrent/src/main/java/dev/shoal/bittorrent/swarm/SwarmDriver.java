package dev.shoal.bittorrent.swarm;

import dev.shoal.base.Clock;
import dev.shoal.host.Timers;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Lets any thread tell one {@link SwarmCore}, which only one may use at a time: whoever tells it
 * while nobody works on it does the work, for itself and for those who tell meanwhile. Nobody
 * waits.
 */
public final class SwarmDriver {
  /** Events after which the work moves to a thread of its own, so that no teller is held long. */
  private static final int TURN = 64;

  private final SwarmCore core;
  private final Clock clock;
  private final Timers.Timer timer;
  private final Consumer<SwarmAction> carryOut;
  private final Consumer<RuntimeException> fail;
  private final ConcurrentLinkedQueue<SwarmEvent> inbox = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  /**
   * A driver at rest.
   *
   * @param carryOut does what was decided; must not wait
   * @param fail learns of a bug in the core or in {@code carryOut}, which ends this torrent only
   */
  public SwarmDriver(
      SwarmCore core,
      Clock clock,
      Timers timers,
      Consumer<SwarmAction> carryOut,
      Consumer<RuntimeException> fail) {
    this.core = core;
    this.clock = clock;
    this.carryOut = carryOut;
    this.fail = fail;
    this.timer = timers.timer(() -> tell(new SwarmEvent.Tick()));
  }

  /** Tells the core; any thread may, and never waits. */
  public void tell(SwarmEvent event) {
    inbox.add(event);
    if (waiting.getAndIncrement() == 0) {
      work();
    }
  }

  private void work() {
    int done = 0;
    do {
      if (done++ == TURN) {
        Thread.startVirtualThread(this::work); // the turn moves on, still exclusive
        return;
      }
      try {
        timer.at(core.on(inbox.remove(), clock.nanos(), carryOut));
      } catch (RuntimeException bug) {
        fail.accept(bug);
      }
    } while (waiting.decrementAndGet() > 0);
  }

  /** No more ticks. */
  public void close() {
    timer.close();
  }
}
