package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One file of a download, written to a stream from its beginning to its end while its pieces arrive
 * in any order. Whoever reads the stream may be slow, so it is written on a thread of its own.
 */
final class Pouring implements AutoCloseable {
  private static final int BUFFER = 64 << 10; // what a pipe holds

  private final OutputStream out;
  private final Runnable ended;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final BitSet verified = new BitSet();
  private Optional<Thread> thread = Optional.empty();
  private boolean complete;
  private boolean over;
  private Optional<Problem> problem = Optional.empty();

  /**
   * Nothing is known yet.
   *
   * @param ended runs once it is over
   */
  Pouring(OutputStream out, Runnable ended) {
    this.out = out;
    this.ended = ended;
  }

  /** Begins with a file that lies, or will lie, at a path. */
  void begin(Layout layout, int file, Path path) {
    thread =
        Optional.of(
            Thread.ofPlatform().daemon().name("stdout").start(() -> run(layout, file, path)));
  }

  /** This piece is verified and in the file. */
  void verified(int piece) {
    lock.lock();
    try {
      verified.set(piece);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** All pieces are. */
  void complete() {
    lock.lock();
    try {
      complete = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether all was written, or nobody reads any more.
   *
   * @throws Problem if it could not be written
   */
  boolean isOver() {
    lock.lock();
    try {
      problem.ifPresent(why -> {
        throw why;
      });
      return over;
    } finally {
      lock.unlock();
    }
  }

  /** Ends it, unless whoever reads keeps it waiting: then it ends with the process. */
  @Override
  public void close() {
    thread.ifPresent(Thread::interrupt);
  }

  private void run(Layout layout, int file, Path path) {
    Optional<Problem> why = Optional.empty();
    try {
      pour(layout, file, path);
    } catch (IOException e) {
      why = Optional.of(e).filter(failed -> !nobodyReads(failed)).map(Pouring::problem);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lock.lock();
    try {
      problem = why;
      over = true;
    } finally {
      lock.unlock();
    }
    ended.run();
  }

  private void pour(Layout layout, int index, Path path) throws IOException, InterruptedException {
    FileEntry file = layout.files().get(index);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    for (long at = file.offset(); at < file.end(); ) {
      long ready = Math.min(awaitMore(layout, at), file.end());
      try (FileChannel in = FileChannel.open(path)) { // there is none before its first piece
        while (at < ready) {
          buffer.clear().limit((int) Math.min(BUFFER, ready - at));
          int n = in.read(buffer, at - file.offset());
          if (n < 0) {
            throw new EOFException(path + " ends too early");
          }
          out.write(buffer.array(), 0, n);
          at += n;
        }
      }
      out.flush(); // whoever reads gets what there is while this waits for more
    }
  }

  /** Where the run of verified bytes that begins here ends, once there is one. */
  private long awaitMore(Layout layout, long at) throws InterruptedException {
    int piece = layout.pieceAt(at);
    lock.lockInterruptibly();
    try {
      while (!complete && !verified.get(piece)) {
        changed.await();
      }
      return complete ? layout.length() : layout.pieceOffset(verified.nextClearBit(piece));
    } finally {
      lock.unlock();
    }
  }

  /** EPIPE: {@code head} and others leave when they have enough, and that is no failure. */
  private static boolean nobodyReads(IOException e) {
    return "Broken pipe".equals(e.getMessage());
  }

  private static Problem problem(IOException e) {
    return new Problem(
        Problem.Kind.STORAGE, "standard output cannot be written: " + e.getMessage(), "", e);
  }
}
