package dev.shoal.bittorrent.peer;

import dev.shoal.net.Duplex;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/**
 * What came from a peer and was not taken yet. It is as small as the peer is slow, and lets packets
 * of a fast one gather. For the reader of one connection.
 */
final class ReceiveBuffer {
  /** Bytes at first, and for a peer that keeps filling it. */
  private static final int SIZE = 1 << 12;

  private static final int FAST_SIZE = 1 << 16;

  /** Less than this at once, of a peer faster than that: a read for each packet costs too much. */
  private static final int SMALL_READ = 1 << 13;

  private static final long FAST = 4 << 20; // bytes a second

  /** How long packets gather then; the kernel has room for far more. */
  private static final long GATHER_NANOS = 1_000_000;

  private final Duplex duplex;
  private ByteBuffer in; // to be read from, but for the moment in which it is filled
  private boolean crowded;
  private boolean fast;
  private boolean gathering;

  /**
   * A buffer that holds what came already.
   *
   * @param early bytes that were received behind the handshake
   */
  ReceiveBuffer(Duplex duplex, ByteBuffer early) {
    this.duplex = duplex;
    this.in = ByteBuffer.allocateDirect(Math.max(SIZE, early.remaining())).put(early).flip();
  }

  /** What is there, to be taken from its beginning. */
  ByteBuffer bytes() {
    return in;
  }

  /** Whether what came last filled all of it. */
  boolean crowded() {
    return crowded;
  }

  /** How fast the peer's payload comes, in bytes a second. */
  void rate(long down) {
    fast = down >= FAST;
  }

  /** Takes as much of the beginning as there is and fits into the target. */
  void moveTo(ByteBuffer target) {
    int there = Math.min(target.remaining(), in.remaining());
    target.put(in.slice(in.position(), there));
    in.position(in.position() + there);
  }

  /** Waits for more behind what is left; false if nothing will come any more. */
  boolean receive() {
    in.compact();
    fit();
    boolean empty = in.position() == 0;
    boolean open = read(in);
    crowded = empty && !in.hasRemaining();
    in.flip();
    return open;
  }

  /** The same when nothing is left, into this target first. */
  boolean receive(ByteBuffer target) {
    in.clear();
    boolean open = read(target, in);
    crowded = !in.hasRemaining();
    in.flip();
    return open;
  }

  private boolean read(ByteBuffer... into) {
    if (gathering) {
      LockSupport.parkNanos(this, GATHER_NANOS);
    }
    long read = duplex.read(into);
    gathering = fast && read < SMALL_READ;
    return read >= 0;
  }

  /** A larger buffer for a long message or a fast peer, a smaller one after a long message. */
  private void fit() {
    int size = in.capacity();
    if (!in.hasRemaining()) {
      size *= 2;
    } else if (in.position() == 0 && size > FAST_SIZE) {
      size = SIZE;
    } else if (crowded) {
      size = Math.max(size, FAST_SIZE);
    }
    if (size != in.capacity()) {
      in = ByteBuffer.allocateDirect(size).put(in.flip());
    }
  }
}
