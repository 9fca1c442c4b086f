package dev.shoal.world;

import static dev.shoal.world.DiskTree.above;
import static dev.shoal.world.DiskTree.failure;

import dev.shoal.base.Clock;
import dev.shoal.content.Disk;
import dev.shoal.content.DiskException.Reason;
import dev.shoal.world.DiskTree.Folder;
import dev.shoal.world.DiskTree.Link;
import dev.shoal.world.DiskTree.Node;
import dev.shoal.world.DiskTree.Regular;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that can be full, locked or broken, or lose its power, as told. Files are
 * sparse: what was never written takes no room. Paths are absolute; any thread may call.
 */
public final class WorldDisk implements Disk {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Clock clock;
  private final DiskTree tree = new DiskTree();
  private final List<Path> denied = new ArrayList<>();
  private final List<Path> unreadable = new ArrayList<>();
  private long quota;
  private long used;
  private long writable = Long.MAX_VALUE;
  private int powerCuts;

  /**
   * An empty disk.
   *
   * @param clock from which files take their times
   * @param quota bytes that fit, in pages of 4 KiB; folders and links take none
   */
  public WorldDisk(Clock clock, long quota) {
    this.clock = clock;
    this.quota = quota;
  }

  /** Changes how much fits; less than is used is a full disk. */
  public synchronized void quota(long bytes) {
    quota = bytes;
  }

  /** Lets so many more bytes be written; from then on each write is an error of the device. */
  public synchronized void failWritesAfter(long bytes) {
    writable = bytes;
  }

  /** Refuses to open or change what is at a path or below it. */
  public synchronized void deny(Path path) {
    denied.add(path);
  }

  /** Makes each read of a file, or of all files below a folder, an error of the device. */
  public synchronized void breakReads(Path path) {
    unreadable.add(path);
  }

  /** Ends every failure that was asked for; the quota stays. */
  public synchronized void repair() {
    writable = Long.MAX_VALUE;
    denied.clear();
    unreadable.clear();
  }

  /**
   * Cuts the power. Each page that was written since its file was forced is as it is or as it was,
   * as chance has it, in no order. Of the names that were made, moved and removed since anything
   * was forced, the last ones are as they were before: file systems keep a journal of those. What
   * was open is closed.
   */
  public synchronized void cutPower(RandomGenerator random) {
    powerCuts++;
    tree.cutPower(random);
    used = tree.files().mapToLong(file -> file.content.taken()).sum();
  }

  /** Bytes that are taken. */
  public synchronized long used() {
    return used;
  }

  @Override
  public synchronized OpenFile open(Path path, boolean write) {
    requireAllowed(path);
    Optional<Node> there = tree.find(path);
    if (there.isEmpty() && write) {
      Regular made = new Regular();
      made.modifiedNanos = now();
      tree.put(tree.makeFolders(above(path)), path.getFileName(), made);
      return new Handle(path, made, true);
    }
    return switch (there.orElse(null)) {
      case null -> throw failure(Reason.MISSING, path, "no such file");
      case Regular file -> new Handle(path, file, write);
      case Folder _, Link _ -> throw failure(Reason.BROKEN, path, "is a folder");
    };
  }

  @Override
  public synchronized Optional<Status> status(Path path) {
    requireAllowed(path);
    return tree.find(path)
        .map(node ->
            node instanceof Regular file
                ? new Status(file.content.size(), file.modifiedNanos, false, file.executable)
                : new Status(0, 0, true, false));
  }

  @Override
  public synchronized List<Path> list(Path folder) {
    requireAllowed(folder);
    return tree.folder(folder).children.keySet().stream().map(folder::resolve).toList();
  }

  @Override
  public synchronized void delete(Path path) {
    requireAllowed(path);
    Optional<Node> above = tree.find(above(path));
    if (above.isPresent() && above.get() instanceof Folder folder) {
      requireEmpty(path, folder.children.get(path.getFileName()));
      release(tree.put(folder, path.getFileName(), null));
    }
  }

  @Override
  public synchronized void createFolders(Path folder) {
    requireAllowed(folder);
    tree.makeFolders(folder);
  }

  @Override
  public synchronized void link(Path path, Path target) {
    requireAllowed(path);
    Folder folder = tree.makeFolders(above(path));
    if (folder.children.containsKey(path.getFileName())) {
      throw failure(Reason.DENIED, path, "exists");
    }
    tree.put(folder, path.getFileName(), new Link(target));
  }

  @Override
  public synchronized Optional<Path> target(Path path) {
    requireAllowed(path);
    return tree.at(path) instanceof Link link ? Optional.of(link.target()) : Optional.empty();
  }

  @Override
  public synchronized void makeExecutable(Path path) {
    requireAllowed(path);
    tree.find(path)
        .ifPresent(node -> {
          if (node instanceof Regular file) {
            file.executable = true;
          }
        });
  }

  @Override
  public synchronized void move(Path from, Path to) {
    requireAllowed(from);
    requireAllowed(to);
    Folder source = tree.folder(above(from));
    Folder target = tree.folder(above(to));
    Node moved = source.children.get(from.getFileName());
    if (moved == null) {
      throw failure(Reason.MISSING, from, "no such file");
    }
    if (source == target && from.getFileName().equals(to.getFileName())) {
      return;
    }
    requireEmpty(to, target.children.get(to.getFileName()));
    release(tree.put(target, to.getFileName(), moved));
    tree.put(source, from.getFileName(), null);
  }

  @Override
  public synchronized long free(Path at) {
    return Math.max(0, quota - used);
  }

  private long now() {
    return clock.millis() * NANOS_PER_MILLI;
  }

  private void requireAllowed(Path path) {
    if (denied.stream().anyMatch(path::startsWith)) {
      throw failure(Reason.DENIED, path, "permission denied");
    }
  }

  private static void requireEmpty(Path path, @Nullable Node node) {
    if (node instanceof Folder folder && !folder.children.isEmpty()) {
      throw failure(Reason.BROKEN, path, "folder is not empty");
    }
  }

  private void release(@Nullable Node node) {
    if (node instanceof Regular file) {
      used -= file.content.taken();
      file.named = false;
    }
  }

  private final class Handle implements OpenFile {
    private final Path path;
    private final Regular file;
    private final boolean writes;
    private final int cuts = powerCuts;
    private boolean closed;

    Handle(Path path, Regular file, boolean writes) {
      this.path = path;
      this.file = file;
      this.writes = writes;
    }

    @Override
    public int read(ByteBuffer into, long position) {
      synchronized (WorldDisk.this) {
        requireOpen();
        if (unreadable.stream().anyMatch(path::startsWith)) {
          throw failure(Reason.BROKEN, path, "input/output error");
        }
        return file.content.read(into, position);
      }
    }

    @Override
    public void write(ByteBuffer from, long position) {
      synchronized (WorldDisk.this) {
        requireWritable();
        for (long at = position; from.hasRemaining(); ) {
          int part = Math.min(from.remaining(), MemoryFile.untilPageEnd(at));
          part = (int) Math.min(part, writable);
          if (part == 0) {
            throw failure(Reason.BROKEN, path, "input/output error");
          }
          reserve(at);
          file.content.write(from, part, at);
          file.modifiedNanos = now();
          writable -= part;
          at += part;
        }
      }
    }

    private void reserve(long position) {
      if (file.named && !file.content.hasPage(position)) {
        if (used + MemoryFile.PAGE > quota) {
          throw failure(Reason.FULL, path, "no space left on device");
        }
        used += MemoryFile.PAGE;
      }
    }

    @Override
    public long size() {
      synchronized (WorldDisk.this) {
        requireOpen();
        return file.content.size();
      }
    }

    @Override
    public void truncate(long size) {
      synchronized (WorldDisk.this) {
        requireWritable();
        long before = file.content.taken();
        file.content.truncate(size);
        file.modifiedNanos = now();
        used -= file.named ? before - file.content.taken() : 0;
      }
    }

    @Override
    public void force() {
      synchronized (WorldDisk.this) {
        requireOpen();
        file.content.force();
        tree.force();
      }
    }

    @Override
    public void close() {
      synchronized (WorldDisk.this) {
        closed = true;
      }
    }

    private void requireOpen() {
      if (cuts != powerCuts) {
        throw failure(Reason.BROKEN, path, "the power was cut");
      }
      if (closed) {
        throw new IllegalStateException("closed: " + path);
      }
    }

    private void requireWritable() {
      requireOpen();
      if (!writes) {
        throw new IllegalStateException("opened for reading: " + path);
      }
    }
  }
}
