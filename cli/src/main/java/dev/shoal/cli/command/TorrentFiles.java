package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.bittorrent.metainfo.Metainfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;

/** {@code .torrent} files on the disk. */
final class TorrentFiles {
  private TorrentFiles() {}

  /**
   * The bytes of one.
   *
   * @throws Problem if it is too large to be one
   */
  static byte[] bytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(Metainfo.MAX_LENGTH + 1);
      if (bytes.length > Metainfo.MAX_LENGTH) {
        throw new Problem(Problem.Kind.INVALID, file + " is too large to be a .torrent file");
      }
      return bytes;
    }
  }

  /** What one says. */
  static Metainfo read(Path file) throws IOException {
    return Metainfo.parse(bytes(file));
  }

  /**
   * Writes one as a whole or not at all; one in its place keeps who may read it: the addresses of
   * private trackers are secrets.
   *
   * @throws Problem of kind CONFLICT if another one is there and may not be replaced
   */
  static void write(Path file, byte[] bytes, boolean overwrite) throws IOException {
    if (Files.exists(file) && !overwrite) {
      if (Files.size(file) == bytes.length && Arrays.equals(bytes(file), bytes)) {
        return;
      }
      throw new Problem(
          Problem.Kind.CONFLICT, file + " exists and differs", "--overwrite, or another --output");
    }
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    Path half = folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid());
    try {
      Files.write(half, bytes);
      if (Files.exists(file)) {
        keepPermissions(file, half);
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    try {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    } catch (UnsupportedOperationException noneHere) {
      return;
    }
  }
}
