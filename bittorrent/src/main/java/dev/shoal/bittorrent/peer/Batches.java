package dev.shoal.bittorrent.peer;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Buffers that uploads are gathered in, shared by the links of a swarm: a link has one only while
 * it writes, so that thousands of idle connections cost nothing. Any thread may use it.
 */
public final class Batches {
  private static final int MIN_BITS = 15;
  private static final int MAX_BITS = 19;

  /** Free buffers that are kept of each size: as many links write at once on a few cores. */
  private static final int MAX_FREE = 4;

  private record Shelf(ConcurrentLinkedQueue<ByteBuffer> free, AtomicInteger count) {}

  private final List<Shelf> shelves =
      IntStream.rangeClosed(MIN_BITS, MAX_BITS)
          .mapToObj(bits -> new Shelf(new ConcurrentLinkedQueue<>(), new AtomicInteger()))
          .toList();

  /** With none yet. */
  public Batches() {}

  /** A buffer with room for so many bytes, up to 512 KiB. */
  ByteBuffer take(int bytes) {
    int bits = Math.max(MIN_BITS, 32 - Integer.numberOfLeadingZeros(bytes - 1));
    Shelf shelf = shelves.get(bits - MIN_BITS);
    ByteBuffer free = shelf.free.poll();
    if (free == null) {
      return ByteBuffer.allocateDirect(1 << bits).limit(bytes);
    }
    shelf.count.decrementAndGet();
    return free.clear().limit(bytes);
  }

  /** Gives one back. */
  void giveBack(ByteBuffer buffer) {
    int bits = 31 - Integer.numberOfLeadingZeros(buffer.capacity());
    Shelf shelf = shelves.get(bits - MIN_BITS);
    if (shelf.count.incrementAndGet() <= MAX_FREE) {
      shelf.free.add(buffer);
    } else {
      shelf.count.decrementAndGet();
    }
  }
}
