package dev.shoal.bittorrent.session;

import dev.shoal.base.Hash;
import dev.shoal.content.DiskException;
import dev.shoal.content.Storage;
import dev.shoal.host.Workers;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-1 of one piece in the making: parts that come in order are digested from memory, the rest
 * is read back at the end. Its tasks run on the hash workers one after the other.
 */
final class PieceDigest {
  private static final int READ_BUFFER = 1 << 18;

  /** Gets the digest and whether the disk had part in it, or what the disk said. */
  interface Result {
    void on(byte[] digest, boolean readBack, @Nullable DiskException broken);
  }

  private final Workers hashing;
  private final MessageDigest digest = Hash.sha1();
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>(); // guarded by this
  private boolean working; // guarded by this
  private int next; // guarded by this: where the part that is digested next begins

  PieceDigest(Workers hashing) {
    this.hashing = hashing;
  }

  /** Digests a part if it is the next one; calls {@code done} when it needs it no longer. */
  synchronized boolean add(int begin, ByteBuffer part, Runnable done) {
    if (begin != next) {
      return false;
    }
    next += part.remaining();
    enqueue(() -> {
      digest.update(part);
      done.run();
    });
    return true;
  }

  /** Reads back and digests what was not added, then gives the result. */
  synchronized void finish(Storage storage, long offset, int length, Result result) {
    int from = next;
    enqueue(() -> {
      try {
        ByteBuffer buffer = ByteBuffer.allocate(Math.min(READ_BUFFER, length - from));
        for (int at = from; at < length; at += buffer.limit()) {
          buffer.clear().limit(Math.min(buffer.capacity(), length - at));
          storage.read(offset + at, buffer);
          digest.update(buffer.flip());
        }
        result.on(digest.digest(), from < length, null);
      } catch (DiskException broken) {
        result.on(new byte[0], true, broken);
      }
    });
  }

  private void enqueue(Runnable task) {
    tasks.add(task);
    if (!working) {
      working = true;
      hashing.run(this::work);
    }
  }

  private void work() {
    while (true) {
      Runnable task;
      synchronized (this) {
        task = tasks.poll();
        if (task == null) {
          working = false;
          return;
        }
      }
      task.run();
    }
  }
}
