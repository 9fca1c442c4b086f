package dev.shoal.host;

import java.util.Optional;

/**
 * Small files of protocols in the node's own folder, each replaced as a whole, so that it has old
 * bytes or new ones whatever happens. If several processes use the folder, only the first writes.
 * Methods wait for the disk; any thread.
 */
public interface Notes {
  /**
   * What was written last under this name.
   *
   * @throws dev.shoal.content.DiskException if it cannot be read
   */
  Optional<byte[]> read(String name);

  /**
   * Keeps it for the next time.
   *
   * @param name of a file, made of letters, digits and hyphens
   * @throws dev.shoal.content.DiskException if it cannot be written
   */
  void write(String name, byte[] bytes);
}
