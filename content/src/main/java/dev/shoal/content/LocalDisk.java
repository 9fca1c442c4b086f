package dev.shoal.content;

import dev.shoal.content.DiskException.Reason;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The file system of this machine. Stateless; any number of threads may use it. */
public final class LocalDisk implements Disk {
  private static final Comparator<Path> BY_BYTES =
      Comparator.comparing(LocalDisk::nameBytes, Arrays::compareUnsigned);

  /** The file system of this machine, as its user sees it. */
  public LocalDisk() {}

  @Override
  public OpenFile open(Path path, boolean write) {
    try {
      requireFile(path);
      if (!write) {
        return new LocalFile(path, FileChannel.open(path, StandardOpenOption.READ));
      }
      try {
        return new LocalFile(path, openToWrite(path));
      } catch (NoSuchFileException noFolder) {
        createFolders(parent(path));
        return new LocalFile(path, openToWrite(path));
      }
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /**
   * A pipe would be waited for until somebody opens its other end. One look: others may make it.
   */
  private static void requireFile(Path path) throws IOException {
    try {
      if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
        throw new DiskException(Reason.DENIED, path, "is not a file");
      }
    } catch (NoSuchFileException notYet) {
      return;
    }
  }

  /**
   * The device a path is on, or will be once it is made: equal numbers are one disk. Asked of the
   * path itself, as the table of mounts may change while it is read.
   *
   * @throws DiskException if it cannot be reached
   */
  public static long deviceOf(Path path) {
    Path at = existing(path);
    try {
      return ((Number) Files.getAttribute(at, "unix:dev")).longValue();
    } catch (UnsupportedOperationException notUnix) {
      return 0; // one pool for all disks there
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** The path, or the nearest folder above it that is there. */
  private static Path existing(Path path) {
    Path at = path.toAbsolutePath();
    while (!Files.exists(at) && at.getParent() != null) {
      at = parent(at);
    }
    return at;
  }

  private static FileChannel openToWrite(Path path) throws IOException {
    return FileChannel.open(
        path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Override
  public Optional<Status> status(Path path) {
    try {
      var found = Files.readAttributes(path, BasicFileAttributes.class);
      return Optional.of(
          new Status(
              found.size(),
              found.lastModifiedTime().to(TimeUnit.NANOSECONDS),
              found.isDirectory(),
              Files.isExecutable(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  @Override
  public List<Path> list(Path folder) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      stream.forEach(found::add);
    } catch (IOException e) {
      throw failed(folder, e);
    } catch (DirectoryIteratorException e) {
      throw new DiskException(Reason.BROKEN, folder, "cannot be listed", e);
    }
    found.sort(BY_BYTES);
    return found;
  }

  private static byte[] nameBytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  @Override
  public void createFolders(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  @Override
  public void link(Path path, Path target) {
    try {
      Files.createDirectories(parent(path));
      Files.createSymbolicLink(path, target);
    } catch (FileAlreadyExistsException e) {
      throw new DiskException(Reason.DENIED, path, "something else is there", e);
    } catch (UnsupportedOperationException e) {
      throw new DiskException(Reason.DENIED, path, "there are no links here", e);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  @Override
  public Optional<Path> target(Path path) {
    try {
      return Files.isSymbolicLink(path)
          ? Optional.of(Files.readSymbolicLink(path))
          : Optional.empty();
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  @Override
  public void makeExecutable(Path path) {
    var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view == null) {
      return;
    }
    try {
      Set<PosixFilePermission> all = EnumSet.copyOf(view.readAttributes().permissions());
      if (allowExecution(all)) {
        view.setPermissions(all);
      }
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  /** Whether anything had to be added. */
  private static boolean allowExecution(Set<PosixFilePermission> all) {
    boolean changed = all.add(PosixFilePermission.OWNER_EXECUTE);
    if (all.contains(PosixFilePermission.GROUP_READ)) {
      changed |= all.add(PosixFilePermission.GROUP_EXECUTE);
    }
    if (all.contains(PosixFilePermission.OTHERS_READ)) {
      changed |= all.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    return changed;
  }

  @Override
  public void move(Path from, Path to) {
    try {
      Files.createDirectories(parent(to));
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed(from, e);
    }
  }

  @Override
  public long free(Path at) {
    File there = existing(at).toFile();
    // Some file systems in user space know no sizes and say 0 of everything: that is not full.
    return there.getTotalSpace() == 0 ? Long.MAX_VALUE : there.getUsableSpace();
  }

  private static Path parent(Path path) {
    Path parent = path.toAbsolutePath().getParent();
    return parent == null ? path : parent;
  }

  /** The same failure in words for a person. */
  public static DiskException failed(Path path, IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> new DiskException(Reason.MISSING, path, "is not there", e);
      case AccessDeniedException _ -> new DiskException(Reason.DENIED, path, "no permission", e);
      case FileAlreadyExistsException _ ->
          new DiskException(Reason.DENIED, path, "a file is where a folder is needed", e);
      case DirectoryNotEmptyException _ ->
          new DiskException(Reason.DENIED, path, "the folder is not empty", e);
      default -> bySystemError(path, e);
    };
  }

  private static DiskException bySystemError(Path path, IOException e) {
    String why =
        e instanceof FileSystemException fs && fs.getReason() != null
            ? fs.getReason()
            : String.valueOf(e.getMessage());
    // The platform has no exception type for these: only the words of strerror(3) tell.
    return switch (why) {
      case "No space left on device" -> new DiskException(Reason.FULL, path, "the disk is full", e);
      case "Disk quota exceeded" ->
          new DiskException(Reason.FULL, path, "the disk quota is used up", e);
      case "File too large" ->
          new DiskException(Reason.FULL, path, "too large for this file system", e);
      case "Read-only file system" ->
          new DiskException(Reason.DENIED, path, "the file system is read-only", e);
      case "Not a directory" ->
          new DiskException(Reason.DENIED, path, "a file is where a folder is needed", e);
      case "Is a directory" -> new DiskException(Reason.DENIED, path, "is a folder", e);
      case "Operation not permitted" -> new DiskException(Reason.DENIED, path, "no permission", e);
      case "File name too long" ->
          new DiskException(Reason.DENIED, path, "the name is too long here", e);
      case "Too many open files" ->
          new DiskException(Reason.BROKEN, path, "too many files are open", e);
      default -> new DiskException(Reason.BROKEN, path, why, e);
    };
  }

  /** An open file of this machine. */
  private record LocalFile(Path path, FileChannel channel) implements OpenFile {
    @Override
    public int read(ByteBuffer into, long position) {
      int done = 0;
      try {
        while (into.hasRemaining()) {
          int n = channel.read(into, position + done);
          if (n < 0) {
            break;
          }
          done += n;
        }
        return done;
      } catch (IOException e) {
        throw failed(path, e);
      }
    }

    @Override
    public void write(ByteBuffer from, long position) {
      long at = position;
      try {
        while (from.hasRemaining()) {
          at += channel.write(from, at);
        }
      } catch (IOException e) {
        throw failed(path, e);
      }
    }

    @Override
    public long size() {
      try {
        return channel.size();
      } catch (IOException e) {
        throw failed(path, e);
      }
    }

    @Override
    public void truncate(long size) {
      // A channel can only shrink a file; ftruncate(2), which also leaves a hole, is behind this.
      try (var file = new RandomAccessFile(path.toFile(), "rw")) {
        file.setLength(size);
      } catch (IOException e) {
        throw failed(path, e);
      }
    }

    @Override
    public void force() {
      try {
        channel.force(true);
      } catch (IOException e) {
        throw failed(path, e);
      }
    }

    @Override
    public void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw failed(path, e);
      }
    }
  }
}
