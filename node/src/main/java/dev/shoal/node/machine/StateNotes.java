package dev.shoal.node.machine;

import dev.shoal.content.Disk;
import dev.shoal.content.LocalDisk;
import dev.shoal.content.SmallFiles;
import dev.shoal.host.Notes;
import dev.shoal.host.Workers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * Small files in the state folder, which only its owner can read, as there are secrets among them.
 *
 * @param writes whether this process may write there: it was the first
 */
record StateNotes(Path stateFolder, boolean writes, Disk disk, Workers workers) implements Notes {
  @Override
  public Optional<byte[]> read(String name) {
    return workers.call(() -> SmallFiles.read(disk, path(name)));
  }

  @Override
  public void write(String name, byte[] bytes) {
    change(name, path -> replace(path, bytes));
  }

  /** Gives a file that makes no sense another name, for a person to look at. */
  void setAside(String name) {
    change(
        name,
        path ->
            Files.move(
                path,
                path.resolveSibling(name + ".damaged"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING));
  }

  private interface Change {
    void on(Path path) throws IOException;
  }

  private void change(String name, Change change) {
    Path path = path(name);
    if (writes) {
      boolean _ =
          workers.call(() -> {
            try {
              change.on(path);
              return true;
            } catch (IOException e) {
              throw LocalDisk.failed(path, e);
            }
          });
    }
  }

  /** Whatever happens, the file has the old bytes or the new ones. */
  private static void replace(Path path, byte[] bytes) throws IOException {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(fresh); // of a process that was killed, maybe with another mode
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel out = FileChannel.open(fresh, options, ownerOnly)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true); // or a power cut may leave the new name with no bytes
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private Path path(String name) {
    if (!name.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("no name of a note: " + name);
    }
    return stateFolder.resolve(name);
  }
}
