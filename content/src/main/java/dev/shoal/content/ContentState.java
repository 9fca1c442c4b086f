package dev.shoal.content;

import dev.shoal.base.Clock;
import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What a node remembers of one content: its journal, its part file and small things such as the
 * {@code .torrent}, in a folder of its own. Open in one place at a time, on one machine: two
 * processes never write one journal. For one thread at a time, a disk worker.
 */
public final class ContentState implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  // The locks of this process. The system has one lock a process and file, and gives it up when
  // any descriptor of that file is closed: a second attempt must not even open the lock file.
  private static final Set<Path> HERE = ConcurrentHashMap.newKeySet();

  private final Disk disk;
  private final Path folder;
  private final Journal journal;
  private final Runnable unlock;

  private ContentState(Disk disk, Path folder, Clock clock, String boot, Runnable unlock) {
    this.disk = disk;
    this.folder = folder;
    this.journal = new Journal(disk, folder.resolve("journal"), clock, boot);
    this.unlock = unlock;
  }

  /**
   * Opens what the node remembers, or begins to.
   *
   * @param stateFolder the node's own folder on this machine
   * @param name the content's
   * @throws Problem of kind CONFLICT if it is open already, here or in another process
   * @throws DiskException if the folder cannot be used
   */
  public static ContentState open(Path stateFolder, Hash name, Clock clock) {
    Disk disk = new LocalDisk();
    Path folder = folder(disk, stateFolder.resolve("contents").resolve(name.hex()));
    Runnable unlock = lock(folder.resolve("lock"), name);
    try {
      return new ContentState(disk, folder, clock, boot(), unlock);
    } catch (RuntimeException e) {
      unlock.run();
      throw e;
    }
  }

  /**
   * The same in a folder of any disk, which nobody else uses: it is not locked.
   *
   * @param boot names the time since the machine was started; empty: it does not tell
   */
  public static ContentState in(Disk disk, Path folder, Clock clock, String boot) {
    disk.createFolders(folder);
    return new ContentState(disk, folder, clock, boot, () -> {});
  }

  /** Makes the folder; its one true name. */
  private static Path folder(Disk disk, Path folder) {
    try {
      disk.createFolders(folder);
      return folder.toRealPath();
    } catch (IOException e) {
      throw LocalDisk.failed(folder, e);
    }
  }

  private static Runnable lock(Path file, Hash name) {
    if (!HERE.add(file)) {
      throw new Problem(
          Problem.Kind.CONFLICT, "this node is at work on " + name.hex() + " already");
    }
    boolean locked = false;
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      locked = channel.tryLock() != null;
      if (!locked) {
        channel.close();
        throw new Problem(
            Problem.Kind.CONFLICT,
            "another shoal process is at work on " + name.hex(),
            "wait until it is done or stop it, or use another folder with --state");
      }
      return () -> unlock(file, channel);
    } catch (IOException e) {
      throw LocalDisk.failed(file, e);
    } finally {
      if (!locked) {
        HERE.remove(file);
      }
    }
  }

  private static void unlock(Path file, FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw LocalDisk.failed(file, e);
    } finally {
      HERE.remove(file);
    }
  }

  /** Differs after the machine was started again; empty where the system does not tell. */
  private static String boot() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      return "";
    }
  }

  /** Its journal. */
  public Journal journal() {
    return journal;
  }

  /** Where the bytes of unwanted files go that share a piece with wanted ones. */
  public Path partFile() {
    return folder.resolve("part");
  }

  /** Where the small thing of that name is, for people; it may not be there. */
  public Path path(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no name of a small thing: " + name);
    }
    return folder.resolve("kept-" + name);
  }

  /** Keeps a small thing, in place of what had its name; whole or not at all. */
  public void keep(String name, byte[] bytes) {
    SmallFiles.replace(disk, path(name), bytes);
  }

  /** The small thing of that name. */
  public Optional<byte[]> recall(String name) {
    return SmallFiles.read(disk, path(name));
  }

  /** Closes the journal, as it is, and lets others open it. */
  @Override
  public void close() {
    try {
      journal.close();
    } finally {
      unlock.run();
    }
  }
}
