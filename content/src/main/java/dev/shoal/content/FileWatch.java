package dev.shoal.content;

import dev.shoal.base.Clock;
import dev.shoal.content.DiskException.Reason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What files looked like when they were verified, to notice which of them changed since: what is in
 * those is given to nobody, also when they look again as they did. Any number of threads may use
 * it; the lock is not held while the disk is asked.
 */
final class FileWatch {
  /**
   * How often a file is looked at while it is read: to look costs as much as to read a few blocks.
   */
  static final long LOOK_NANOS = 1_000_000_000L;

  private final Disk disk;
  private final Clock clock;
  private final long[] size; // -1: not watched
  private final long[] modified;
  private final long[] lookedAt; // guarded by this
  private final BitSet changed = new BitSet(); // guarded by this

  /**
   * Begins.
   *
   * @param files how many there are
   * @param stamps what they looked like; those without one are not watched
   */
  FileWatch(Disk disk, Clock clock, int files, List<FileStamp> stamps) {
    this.disk = disk;
    this.clock = clock;
    this.size = new long[files];
    this.modified = new long[files];
    this.lookedAt = new long[files];
    Arrays.fill(size, -1);
    Arrays.fill(lookedAt, clock.nanos() - LOOK_NANOS);
    for (FileStamp stamp : stamps) {
      size[stamp.file()] = stamp.size();
      modified[stamp.file()] = stamp.modifiedNanos();
    }
  }

  /**
   * Looks at a file if that is due.
   *
   * @throws DiskException if it is not as it was
   */
  void require(int file, Path path) {
    if (size[file] < 0) {
      return;
    }
    if (isDue(file)) {
      Optional<Disk.Status> now = disk.status(path);
      boolean same =
          now.isPresent()
              && !now.get().folder()
              && now.get().size() == size[file]
              && now.get().modifiedNanos() == modified[file];
      synchronized (this) {
        changed.set(file, changed.get(file) || !same);
      }
    }
    synchronized (this) {
      if (changed.get(file)) {
        throw new DiskException(Reason.CHANGED, path, "was changed or removed");
      }
    }
  }

  private synchronized boolean isDue(int file) {
    long now = clock.nanos();
    boolean due = !changed.get(file) && now - lookedAt[file] >= LOOK_NANOS;
    if (due) {
      lookedAt[file] = now;
    }
    return due;
  }
}
