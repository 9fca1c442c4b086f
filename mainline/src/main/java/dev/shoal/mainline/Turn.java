package dev.shoal.mainline;

import dev.shoal.base.Clock;
import dev.shoal.base.Locator;
import dev.shoal.host.Datagrams;
import dev.shoal.host.Timers;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.mainline.krpc.KrpcWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;

/**
 * One thread at a time in the cores. What they send leaves after the turn, so that nobody waits for
 * the network while holding the lock, and the timer is set to what they want next.
 */
final class Turn implements AutoCloseable {
  private record Letter(Krpc message, Locator.Ip to) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Clock clock;
  private final Datagrams datagrams;
  private final LongUnaryOperator tick;
  private final Timers.Timer timer;
  private List<Letter> letters = new ArrayList<>();
  private long set = Long.MAX_VALUE;

  /**
   * Turns of cores.
   *
   * @param tick does what is due at a time, and says when to call again
   */
  Turn(Clock clock, Datagrams datagrams, Timers timers, LongUnaryOperator tick) {
    this.clock = clock;
    this.datagrams = datagrams;
    this.tick = tick;
    this.timer = timers.timer(() -> take(nanos -> set = Long.MAX_VALUE));
  }

  /** For cores, within a turn: to be sent after it. */
  void send(Krpc message, Locator.Ip to) {
    letters.add(new Letter(message, to));
  }

  /** Does something with the cores; any thread, but not within another turn. */
  void take(LongConsumer action) {
    List<Letter> out;
    lock.lock();
    try {
      long nanos = clock.nanos();
      action.accept(nanos);
      long next = tick.applyAsLong(nanos);
      if (next != set) {
        set = next;
        timer.at(next);
      }
      out = letters;
      letters = new ArrayList<>();
    } finally {
      lock.unlock();
    }
    for (Letter letter : out) {
      datagrams.send(KrpcWriter.write(letter.message), letter.to);
    }
  }

  @Override
  public void close() {
    timer.close();
  }
}
