package dev.shoal.tracker;

import dev.shoal.base.Clock;
import dev.shoal.base.Problem;
import dev.shoal.tracker.desk.MemoryDesk;
import dev.shoal.tracker.event.TrackerEvent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the swarms of a tracker down every five minutes and at its end, and takes them back at its
 * start, so that a restart loses nobody and a crash those of five minutes at most. It holds a lock
 * beside the file: of two trackers with one file the second is refused.
 */
final class Keeper implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMinutes(5);

  private final Clock clock = Clock.system();
  private final MemoryDesk desk;
  private final SwarmFile file;
  private final FileChannel lock;
  private final Consumer<TrackerEvent> events;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile Instant saved = Instant.EPOCH;

  /**
   * Takes back what the file has.
   *
   * @throws Problem of kind CONFLICT if another tracker keeps its swarms there
   */
  Keeper(Path path, MemoryDesk desk, Consumer<TrackerEvent> events) {
    this.desk = desk;
    this.events = events;
    this.file = new SwarmFile(path);
    this.lock = lock(path);
    restore();
    this.thread = Thread.ofPlatform().daemon().name("tracker keeper").start(this::keep);
  }

  private static FileChannel lock(Path path) {
    FileChannel channel = null;
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      channel =
          FileChannel.open(
              path.resolveSibling(path.getFileName() + ".lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE);
      FileLock got = channel.tryLock();
      if (got != null) {
        return channel;
      }
      channel.close();
    } catch (IOException e) {
      throw new Problem(Problem.Kind.STORAGE, path + " cannot be written", "", e);
    } catch (OverlappingFileLockException here) {
      closeQuietly(channel);
    }
    throw new Problem(
        Problem.Kind.CONFLICT,
        "another tracker keeps its swarms in " + path,
        "--state DIR gives this one a folder of its own");
  }

  /** When the swarms were last written down; the epoch if never. */
  Instant saved() {
    return saved;
  }

  private void restore() {
    long[] count = new long[2];
    try {
      file.read(
          clock.millis(),
          swarm -> {
            desk.restore(swarm);
            count[0]++;
            count[1] += swarm.peers().size();
          });
    } catch (Problem damaged) {
      events.accept(new TrackerEvent.Trouble(damaged.what()));
    }
    if (count[0] > 0) {
      events.accept(new TrackerEvent.Restored(count[0], count[1]));
    }
  }

  private void keep() {
    try {
      while (!closed.await(EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
        save();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void save() {
    long start = clock.nanos();
    try {
      long swarms = file.write(desk::save, clock.millis());
      saved = Instant.ofEpochMilli(clock.millis());
      events.accept(new TrackerEvent.Saved(swarms, (clock.nanos() - start) / 1_000_000));
    } catch (Problem problem) {
      events.accept(new TrackerEvent.Trouble(problem.what()));
    }
  }

  /** Writes the swarms down for the last time. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    save();
    closeQuietly(lock);
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException nothingToSave) {
      // The lock is gone with the process at the latest.
    }
  }
}
