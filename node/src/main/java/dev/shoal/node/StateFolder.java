package dev.shoal.node;

import dev.shoal.base.Problem;
import dev.shoal.content.LocalDisk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The node's own folder, which only its owner can read. Several processes may use one at a time:
 * the first of them holds its lock, the others go without what only one may have.
 */
public final class StateFolder implements AutoCloseable {
  // The system gives a process's lock up when any descriptor of that file is closed: a second
  // attempt of this process must not even open the file.
  private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final Optional<FileLock> lock;

  private StateFolder(Path path, Optional<FileLock> lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Where it is if nobody says otherwise (XDG Base Directory Specification 0.8).
   *
   * @throws Problem of kind USAGE if this user has no home folder
   */
  public static Path defaultPath() {
    return defaultPath(
        Optional.ofNullable(System.getenv("XDG_STATE_HOME")), System.getProperty("user.home"));
  }

  static Path defaultPath(Optional<String> xdg, String home) {
    // a relative one counts as none; and as a home, Java says "?" if it knows none
    Optional<Path> given = xdg.map(Path::of).filter(Path::isAbsolute);
    if (given.isEmpty() && !Path.of(home).isAbsolute()) {
      throw new Problem(
          Problem.Kind.USAGE,
          "this user has no home folder to keep Shoal's state in",
          "choose a folder with --state, or set HOME or XDG_STATE_HOME");
    }
    return given.orElseGet(() -> Path.of(home).resolve(".local/state")).resolve("shoal");
  }

  /**
   * Opens it, and makes it if it is not there.
   *
   * @throws Problem of kind STORAGE if it cannot be used
   */
  public static StateFolder open(Path path) {
    try {
      var ownerOnly = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(path, PosixFilePermissions.asFileAttribute(ownerOnly));
      Path real = path.toRealPath();
      return new StateFolder(real, lock(real.resolve("node.lock")));
    } catch (IOException e) {
      throw new Problem(
          Problem.Kind.STORAGE,
          "the state folder cannot be used: " + LocalDisk.failed(path, e).getMessage(),
          "choose another with --state",
          e);
    }
  }

  /** The folder itself. */
  public Path path() {
    return path;
  }

  /** Whether no other process used it when this one began to. */
  public boolean first() {
    return lock.isPresent();
  }

  @Override
  public void close() {
    lock.ifPresent(held -> {
      try {
        held.acquiredBy().close();
      } catch (IOException theProcessEndIsAsGood) {
        // The lock lives no longer than the process.
      }
      LOCKED_HERE.remove(path.resolve("node.lock"));
    });
  }

  private static Optional<FileLock> lock(Path file) throws IOException {
    if (!LOCKED_HERE.add(file)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    FileLock lock = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock = channel.tryLock();
      return Optional.ofNullable(lock);
    } finally {
      if (lock == null) {
        LOCKED_HERE.remove(file);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }
}
