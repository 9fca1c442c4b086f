package dev.shoal.node.machine;

import dev.shoal.host.Lease;
import dev.shoal.host.Runs;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The run buffers of a node: slabs of direct memory, cut by the buddy system into powers of two
 * from 16 KiB (a block) to 1 MiB (the longest lease). A slab is allocated when it is needed first
 * and then kept. Whoever waits is served in the order of coming, so that a long run is not
 * overtaken by short ones for ever.
 */
public final class RunPool implements Runs {
  /**
   * All run buffers of a node. It holds a second of 48 MiB/s, more than a disk that falls behind
   * needs to be noticed, and leaves the rest of the 256 MiB a node may use to everything else.
   */
  public static final int BUDGET = 48 << 20;

  private static final int UNIT = 16 << 10;
  private static final int TOP_LEVEL =
      Integer.numberOfTrailingZeros(Lease.MAX_LENGTH / UNIT); // a slab is one run of that length

  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Condition> waiting = new ArrayDeque<>();
  private final List<ByteBuffer> slabs = new ArrayList<>();
  private final BuddyMap map;

  /**
   * A pool that has allocated nothing yet.
   *
   * @param budget in bytes, a multiple of {@link Lease#MAX_LENGTH}
   */
  public RunPool(int budget) {
    this.map = new BuddyMap(TOP_LEVEL, budget / Lease.MAX_LENGTH);
  }

  @Override
  public Run take(int size) throws InterruptedException {
    if (size < 1 || size > Lease.MAX_LENGTH) {
      throw new IllegalArgumentException("no run has " + size + " bytes");
    }
    int level = level(size);
    lock.lockInterruptibly();
    try {
      OptionalInt unit = waiting.isEmpty() ? map.take(level) : OptionalInt.empty();
      if (unit.isEmpty()) {
        unit = await(level);
      }
      return new PooledRun(unit.getAsInt(), level, size);
    } finally {
      lock.unlock();
    }
  }

  private OptionalInt await(int level) throws InterruptedException {
    Condition turn = lock.newCondition();
    waiting.add(turn);
    try {
      while (true) {
        turn.await();
        OptionalInt unit =
            Objects.equals(waiting.peek(), turn) ? map.take(level) : OptionalInt.empty();
        if (unit.isPresent()) {
          return unit;
        }
      }
    } finally {
      waiting.remove(turn);
      wakeNext();
    }
  }

  private void wakeNext() {
    Condition next = waiting.peek();
    if (next != null) {
      next.signal();
    }
  }

  private ByteBuffer slab(int number) {
    while (slabs.size() <= number) {
      slabs.add(ByteBuffer.allocateDirect(Lease.MAX_LENGTH));
    }
    return slabs.get(number);
  }

  private static int level(int size) {
    int units = Math.ceilDiv(size, UNIT);
    return Integer.SIZE - Integer.numberOfLeadingZeros(units - 1);
  }

  private final class PooledRun implements Run {
    private final int unit;
    private final int level;
    private final ByteBuffer buffer;
    private boolean released;

    PooledRun(int unit, int level, int size) {
      this.unit = unit;
      this.level = level;
      int offset = unit * UNIT;
      this.buffer = slab(offset / Lease.MAX_LENGTH).slice(offset % Lease.MAX_LENGTH, size);
    }

    @Override
    public ByteBuffer buffer() {
      return buffer;
    }

    @Override
    public void release() {
      lock.lock();
      try {
        if (released) {
          throw new IllegalStateException("this run was released before");
        }
        released = true;
        map.release(unit, level);
        wakeNext();
      } finally {
        lock.unlock();
      }
    }
  }
}
