package dev.shoal.content;

import dev.shoal.base.Hash;
import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.BitSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-1 digests of the pieces of a content that lies on a disk (BEP 3), computed on several
 * threads of a pool at once. Each reads a stretch of neighbouring pieces through one small buffer,
 * so memory does not grow with the content. For one use by one thread, which waits and must not be
 * of that pool; {@link #cancel} is for any thread.
 */
public final class PieceHasher {
  /** Bytes in one read: they are still in the cache of the core when they are digested. */
  static final int BUFFER = 256 << 10;

  /** Bytes of the neighbouring pieces one thread takes at a time, so that a disk reads ahead. */
  static final int STRETCH = 8 << 20;

  private static final long PROGRESS_MILLIS = 100; // faster than a person sees

  private final Layout layout;
  private final Storage from;
  private final Executor workers;
  private final int threads;
  private volatile boolean cancelled;

  /**
   * Nothing is read yet.
   *
   * @param workers runs tasks on platform threads
   * @param threads how many tasks it is given
   */
  public PieceHasher(Layout layout, Storage from, Executor workers, int threads) {
    this.layout = layout;
    this.from = from;
    this.workers = workers;
    this.threads = threads;
  }

  /**
   * The digests of all pieces, 20 bytes each.
   *
   * @param progress is told now and then, by the calling thread, how many bytes are done
   * @throws DiskException if a byte cannot be read
   * @throws CancellationException if it was cancelled or the calling thread interrupted
   */
  public byte[] all(LongConsumer progress) {
    byte[] digests = new byte[Math.multiplyExact(layout.pieces(), Hash.SHA1_LENGTH)];
    int[] pieces = IntStream.range(0, layout.pieces()).toArray();
    run(
        pieces,
        progress,
        (piece, digester) -> {
          read(piece, digester);
          digester.sha1.digest(digests, piece * Hash.SHA1_LENGTH, Hash.SHA1_LENGTH);
        });
    return digests;
  }

  /**
   * Which of these pieces are what they should be; those with missing bytes are not.
   *
   * @param progress is told now and then, by the calling thread, how many bytes are done
   * @throws DiskException if a byte that is there cannot be read
   * @throws CancellationException if it was cancelled or the calling thread interrupted
   */
  public BitSet matching(BitSet pieces, V1Pieces expected, LongConsumer progress) {
    BitSet matching = new BitSet();
    run(
        pieces.stream().toArray(),
        progress,
        (piece, digester) -> {
          if (isThere(piece, digester) && expected.matches(piece, digester.sha1.digest())) {
            synchronized (matching) {
              matching.set(piece);
            }
          }
        });
    return matching;
  }

  /** Ends it soon; the waiting thread gets a {@link CancellationException}. */
  public void cancel() {
    cancelled = true;
  }

  private boolean isThere(int piece, Digester digester) {
    try {
      read(piece, digester);
      return true;
    } catch (DiskException e) {
      digester.sha1.reset();
      if (e.reason() == DiskException.Reason.MISSING) {
        return false;
      }
      throw e;
    }
  }

  private void read(int piece, Digester digester) {
    long end = layout.pieceOffset(piece) + layout.pieceLength(piece);
    for (long at = layout.pieceOffset(piece); at < end && !cancelled; ) {
      ByteBuffer buffer = digester.buffer.clear();
      buffer.limit((int) Math.min(BUFFER, end - at));
      from.read(at, buffer);
      at += buffer.flip().remaining();
      digester.sha1.update(buffer);
    }
  }

  /** What one thread works with. */
  private record Digester(MessageDigest sha1, ByteBuffer buffer) {}

  /** What is done with each piece. */
  @FunctionalInterface
  private interface Each {
    void piece(int piece, Digester digester) throws DigestException;
  }

  private void run(int[] pieces, LongConsumer progress, Each each) {
    AtomicInteger next = new AtomicInteger();
    AtomicLong done = new AtomicLong();
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    CountDownLatch working = new CountDownLatch(threads);
    Runnable task =
        () -> {
          try {
            work(pieces, next, done, each);
          } catch (RuntimeException | DigestException e) {
            failure.compareAndSet(null, e);
            cancelled = true;
          } finally {
            working.countDown();
          }
        };
    for (int i = 0; i < threads; i++) {
      workers.execute(task);
    }
    await(working, () -> progress.accept(done.get()));
    switch (failure.get()) {
      case RuntimeException e -> throw e;
      case null -> {}
      case Exception e -> throw new IllegalStateException(e);
    }
    if (cancelled) {
      throw new CancellationException("hashing was cancelled");
    }
  }

  private void work(int[] pieces, AtomicInteger next, AtomicLong done, Each each)
      throws DigestException {
    Digester digester = new Digester(Hash.sha1(), ByteBuffer.allocate(BUFFER));
    int stretch = Math.max(1, STRETCH / layout.pieceLength());
    int from;
    while ((from = next.getAndAdd(stretch)) < pieces.length) {
      for (int i = from; i < Math.min(from + stretch, pieces.length) && !cancelled; i++) {
        each.piece(pieces[i], digester);
        done.addAndGet(layout.pieceLength(pieces[i]));
      }
    }
  }

  /** Waits for the workers, who are never left alone; an interrupt makes them end soon. */
  private void await(CountDownLatch working, Runnable progress) {
    boolean interrupted = false;
    while (true) {
      try {
        boolean ended = working.await(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
        progress.run();
        if (ended) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
        cancelled = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
