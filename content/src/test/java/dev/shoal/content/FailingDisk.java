package dev.shoal.content;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A disk of this machine that is full after so many bytes, and counts what is open. */
final class FailingDisk implements Disk {
  private final Disk disk = new LocalDisk();
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger mostOpen = new AtomicInteger();
  final Set<Path> opened = ConcurrentHashMap.newKeySet();
  final Set<Path> forced = ConcurrentHashMap.newKeySet();
  final AtomicInteger looks = new AtomicInteger();
  final AtomicLong room = new AtomicLong(Long.MAX_VALUE);
  volatile boolean unforceable;
  volatile Runnable beforeOpen = () -> {};

  @Override
  public OpenFile open(Path path, boolean write) {
    beforeOpen.run();
    OpenFile file = disk.open(path, write);
    opened.add(path);
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    return new Counted(path, file);
  }

  @Override
  public Optional<Status> status(Path path) {
    looks.incrementAndGet();
    return disk.status(path);
  }

  @Override
  public List<Path> list(Path folder) {
    return disk.list(folder);
  }

  @Override
  public void delete(Path path) {
    disk.delete(path);
  }

  @Override
  public void createFolders(Path folder) {
    disk.createFolders(folder);
  }

  @Override
  public void link(Path path, Path target) {
    disk.link(path, target);
  }

  @Override
  public Optional<Path> target(Path path) {
    return disk.target(path);
  }

  @Override
  public void makeExecutable(Path path) {
    disk.makeExecutable(path);
  }

  @Override
  public void move(Path from, Path to) {
    disk.move(from, to);
  }

  @Override
  public long free(Path at) {
    return Math.min(room.get(), disk.free(at));
  }

  private final class Counted implements OpenFile {
    private final Path path;
    private final OpenFile file;

    Counted(Path path, OpenFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public int read(ByteBuffer into, long position) {
      return file.read(into, position);
    }

    @Override
    public void write(ByteBuffer from, long position) {
      int limit = from.limit();
      int fits = (int) Math.min(room.getAndAdd(-from.remaining()), from.remaining());
      file.write(from.limit(from.position() + fits), position);
      from.limit(limit);
      if (from.hasRemaining()) {
        throw new DiskException(DiskException.Reason.FULL, path, "the disk is full");
      }
    }

    @Override
    public long size() {
      return file.size();
    }

    @Override
    public void truncate(long size) {
      file.truncate(size);
    }

    @Override
    public void force() {
      if (unforceable) {
        throw new DiskException(DiskException.Reason.BROKEN, path, "input/output error");
      }
      file.force();
      forced.add(path);
    }

    @Override
    public void close() {
      open.decrementAndGet();
      file.close();
    }
  }
}
