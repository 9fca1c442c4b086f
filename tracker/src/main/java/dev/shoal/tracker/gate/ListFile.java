package dev.shoal.tracker.gate;

import dev.shoal.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/**
 * A file with a list of an operator, looked at again and again. For one thread, which may wait for
 * the disk.
 */
final class ListFile {
  /** The largest file that is read: some 600,000 hashes. */
  static final long MAX_BYTES = 25 << 20;

  private record Stamp(FileTime modified, long bytes) {}

  private final Path path;
  private Optional<Stamp> read = Optional.empty();

  ListFile(Path path) {
    this.path = path;
  }

  /**
   * What it names, if it was not read yet or has changed since.
   *
   * @throws Problem if it cannot be read or has something else in it; it is not looked at again
   *     before it changes
   */
  Optional<ServedList> ifChanged() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      Optional<Stamp> stamp =
          Optional.of(new Stamp(attributes.lastModifiedTime(), attributes.size()));
      if (stamp.equals(read)) {
        return Optional.empty();
      }
      read = stamp;
      if (attributes.size() > MAX_BYTES) {
        throw new Problem(Problem.Kind.INVALID, path + " is larger than any list");
      }
      return Optional.of(ServedList.parse(Files.readAllLines(path), path.toString()));
    } catch (IOException e) {
      Optional<Stamp> nothing = Optional.of(new Stamp(FileTime.fromMillis(0), -1));
      if (nothing.equals(read)) {
        return Optional.empty();
      }
      read = nothing;
      throw new Problem(Problem.Kind.STORAGE, path + " cannot be read", "", e);
    }
  }
}
