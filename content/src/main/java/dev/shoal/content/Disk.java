package dev.shoal.content;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file system, as far as contents need it; {@code world} has one that can fail. Every method
 * may block, so it is called on disk workers only, and throws {@link DiskException}.
 */
public interface Disk {
  /** Opens a file; to write creates it, and the folders above it, if it is not there. */
  OpenFile open(Path path, boolean write);

  /** What is at the path, links followed; empty if nothing. */
  Optional<Status> status(Path path);

  /** The names in a folder, sorted as bytes of UTF-8. */
  List<Path> list(Path folder);

  /** Removes a file or an empty folder; no error if it is not there. */
  void delete(Path path);

  /** Makes a folder and those above it. */
  void createFolders(Path folder);

  /** Makes a symbolic link, and the folders above it. */
  void link(Path path, Path target);

  /** Where the symbolic link at the path leads; empty if there is none. */
  Optional<Path> target(Path path);

  /** Lets whoever may read the file execute it; does nothing where files have no such mark. */
  void makeExecutable(Path path);

  /** Renames within one file store, atomically, replacing. */
  void move(Path from, Path to);

  /** Bytes that may still be written where this path is or will be. */
  long free(Path at);

  /**
   * What is at a path.
   *
   * @param size in bytes
   * @param modifiedNanos nanoseconds since 1970, as fine as the file system keeps them
   * @param folder whether it is a folder
   * @param executable whether its owner may execute it
   */
  record Status(long size, long modifiedNanos, boolean folder, boolean executable) {}

  /** An open file; reads and writes of several threads may run at once. */
  interface OpenFile extends AutoCloseable {
    /** Fills the buffer's remaining bytes from a position; fewer only at the end of the file. */
    int read(ByteBuffer into, long position);

    /** Writes all remaining bytes at a position. */
    void write(ByteBuffer from, long position);

    long size();

    /** Sets the size; a longer one is sparse. */
    void truncate(long size);

    /** To the device. */
    void force();

    @Override
    void close();
  }
}
