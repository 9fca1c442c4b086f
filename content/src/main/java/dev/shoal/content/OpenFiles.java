package dev.shoal.content;

import dev.shoal.content.Disk.OpenFile;
import dev.shoal.content.DiskException.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The files that are open, the ones used last kept; any number of threads may use it. Whoever
 * borrows a file has it until it gives it back: what is pushed out meanwhile is closed by its last
 * user. The lock guards the table only and is never held while the disk works.
 */
final class OpenFiles {
  private final Disk disk;
  private final ToLongFunction<Path> sizes;
  private final int limit;
  private final LinkedHashMap<Path, Borrowed> open = new LinkedHashMap<>(16, 0.75f, true);
  private boolean closed;

  /**
   * None open yet.
   *
   * @param sizes the size a file gets when it is first opened to write; negative: left alone
   * @param limit how many stay open while nobody uses them
   */
  OpenFiles(Disk disk, ToLongFunction<Path> sizes, int limit) {
    this.disk = disk;
    this.sizes = sizes;
    this.limit = limit;
  }

  /** An open file in the hands of some users. */
  final class Borrowed implements AutoCloseable {
    private final Path path;
    private final OpenFile file;
    private final boolean writable;
    private int users; // guarded by open
    private boolean kept; // in the table; guarded by open

    private Borrowed(Path path, OpenFile file, boolean writable) {
      this.path = path;
      this.file = file;
      this.writable = writable;
    }

    OpenFile file() {
      return file;
    }

    /** Gives it back. */
    @Override
    public void close() {
      boolean last;
      synchronized (open) {
        users--;
        last = users == 0 && !kept;
      }
      if (last) {
        file.close();
      }
    }
  }

  /** The file, to be closed after use. */
  Borrowed borrow(Path path, boolean write) {
    synchronized (open) {
      Borrowed there = open.get(path);
      if (there != null && (there.writable || !write)) {
        there.users++;
        return there;
      }
      if (closed) {
        throw new DiskException(Reason.BROKEN, path, "was closed");
      }
    }
    return keep(opened(path, write));
  }

  private Borrowed opened(Path path, boolean write) {
    OpenFile file = disk.open(path, write);
    try {
      long size = write ? sizes.applyAsLong(path) : -1;
      if (size >= 0 && file.size() != size) {
        file.truncate(size); // two threads at once do the same; neither cuts what the other writes
      }
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
    return new Borrowed(path, file, write);
  }

  /** Puts a new one into the table, in place of what is there and of what is too many. */
  private Borrowed keep(Borrowed fresh) {
    List<Borrowed> idle = new ArrayList<>();
    synchronized (open) {
      fresh.users = 1;
      fresh.kept = !closed;
      if (fresh.kept) {
        Borrowed before = open.put(fresh.path, fresh);
        if (before != null) {
          pushOut(before, idle);
        }
        while (open.size() > limit) {
          pushOut(open.pollFirstEntry().getValue(), idle);
        }
      }
    }
    idle.forEach(out -> out.file.close());
    return fresh;
  }

  private static void pushOut(Borrowed out, List<Borrowed> idle) {
    out.kept = false;
    if (out.users == 0) {
      idle.add(out);
    }
  }

  /** Closes all that nobody uses and refuses to open more; the others are closed after use. */
  void close() {
    List<Borrowed> idle = new ArrayList<>();
    synchronized (open) {
      closed = true;
      open.values().forEach(out -> pushOut(out, idle));
      open.clear();
    }
    idle.forEach(out -> out.file.close());
  }
}
