package dev.shoal.world;

import java.nio.ByteBuffer;

/** Bytes waiting in order, at most a fixed number of them. */
final class ByteQueue {
  private static final int FIRST = 1024;

  private final int limit;
  private byte[] ring = new byte[FIRST];
  private int head;
  private int size;

  ByteQueue(int limit) {
    this.limit = limit;
  }

  int size() {
    return size;
  }

  int free() {
    return limit - size;
  }

  /** Copies as much of the buffer as there is room for, and says how much that was. */
  int add(ByteBuffer from) {
    int count = Math.min(from.remaining(), free());
    if (size + count > ring.length) {
      grow(size + count);
    }
    int tail = (head + size) % ring.length;
    int first = Math.min(count, ring.length - tail);
    from.get(ring, tail, first);
    from.get(ring, 0, count - first);
    size += count;
    return count;
  }

  /** Takes out the next bytes, at most so many. */
  byte[] remove(int most) {
    byte[] out = new byte[Math.min(most, size)];
    int first = Math.min(out.length, ring.length - head);
    System.arraycopy(ring, head, out, 0, first);
    System.arraycopy(ring, 0, out, first, out.length - first);
    head = (head + out.length) % ring.length;
    size -= out.length;
    return out;
  }

  void clear() {
    head = 0;
    size = 0;
    ring = new byte[FIRST];
  }

  private void grow(int needed) {
    int held = size;
    byte[] wider = new byte[Math.min(limit, Math.max(needed, ring.length * 2))];
    byte[] bytes = remove(held);
    System.arraycopy(bytes, 0, wider, 0, held);
    ring = wider;
    head = 0;
    size = held;
  }
}
