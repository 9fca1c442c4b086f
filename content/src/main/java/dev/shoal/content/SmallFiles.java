package dev.shoal.content;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** Files that are read and replaced as a whole. */
public final class SmallFiles {
  /** Bytes of one: a {@code .torrent} of 100,000 files and as many pieces has a tenth of it. */
  public static final int MAX_SIZE = 64 << 20;

  private SmallFiles() {}

  /** The bytes of the file; empty if it is not there or larger than any that was written here. */
  public static Optional<byte[]> read(Disk disk, Path path) {
    if (disk.status(path).filter(found -> !found.folder() && found.size() <= MAX_SIZE).isEmpty()) {
      return Optional.empty();
    }
    try (var file = disk.open(path, false)) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(file.size(), MAX_SIZE));
      file.read(bytes, 0);
      byte[] read = new byte[bytes.flip().remaining()];
      bytes.get(read);
      return Optional.of(read);
    }
  }

  /** Puts the bytes in place of the file: whatever happens, it has the old ones or the new ones. */
  public static void replace(Disk disk, Path path, byte[] bytes) {
    if (bytes.length > MAX_SIZE) {
      throw new IllegalArgumentException(bytes.length + " bytes are no small file");
    }
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try (var file = disk.open(fresh, true)) {
      file.truncate(0);
      file.write(ByteBuffer.wrap(bytes), 0);
      file.force(); // or a power cut may leave the new name with no bytes
    }
    disk.move(fresh, path);
  }
}
