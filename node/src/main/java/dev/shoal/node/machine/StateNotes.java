package dev.shoal.node.machine;

import dev.shoal.content.Disk;
import dev.shoal.content.SmallFiles;
import dev.shoal.host.Notes;
import dev.shoal.host.Workers;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Small files in the state folder.
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
    if (writes) {
      boolean _ =
          workers.call(() -> {
            SmallFiles.replace(disk, path(name), bytes);
            return true;
          });
    }
  }

  private Path path(String name) {
    if (!name.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("no name of a note: " + name);
    }
    return stateFolder.resolve(name);
  }
}
