package dev.shoal.bittorrent.session;

import dev.shoal.content.Disk;
import dev.shoal.content.LocalDisk;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A disk of this machine of which one folder is out of order. */
final class OddDisk implements Disk {
  /** In what way; what it throws, the disk throws. */
  interface Fault {
    /** Before a file is opened. */
    default void open(Path path, boolean write) {}

    /** Before bytes are written. */
    default void write(Path path) {}

    /** After bytes were read into a buffer, from a position of it on. */
    default void read(ByteBuffer into, int from) {}
  }

  private final Disk disk = new LocalDisk();
  private final Path folder;
  private final Fault fault;

  OddDisk(Path folder, Fault fault) {
    this.folder = folder;
    this.fault = fault;
  }

  @Override
  public OpenFile open(Path path, boolean write) {
    if (!path.startsWith(folder)) {
      return disk.open(path, write);
    }
    fault.open(path, write);
    return new OddFile(path, disk.open(path, write));
  }

  @Override
  public Optional<Status> status(Path path) {
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
    return disk.free(at);
  }

  private final class OddFile implements OpenFile {
    private final Path path;
    private final OpenFile file;

    OddFile(Path path, OpenFile file) {
      this.path = path;
      this.file = file;
    }

    @Override
    public int read(ByteBuffer into, long position) {
      int from = into.position();
      int count = file.read(into, position);
      fault.read(into, from);
      return count;
    }

    @Override
    public void write(ByteBuffer from, long position) {
      fault.write(path);
      file.write(from, position);
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
      file.force();
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
