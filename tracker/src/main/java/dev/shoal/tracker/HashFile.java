package dev.shoal.tracker;

import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of info-hashes, one a line in 40 hexadecimal digits; {@code #} begins a comment. For one
 * thread, which may wait for the disk.
 */
final class HashFile {
  /** The largest file that is read: some 600,000 hashes. */
  static final long MAX_BYTES = 25 << 20;

  private record Stamp(FileTime modified, long bytes) {}

  private final Path path;
  private Optional<Stamp> read = Optional.empty();

  HashFile(Path path) {
    this.path = path;
  }

  /**
   * The hashes, if the file was not read yet or has changed since.
   *
   * @throws Problem if it cannot be read or has something else in it; it is not looked at again
   *     before it changes
   */
  Optional<Set<Hash>> ifChanged() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      Optional<Stamp> stamp =
          Optional.of(new Stamp(attributes.lastModifiedTime(), attributes.size()));
      if (stamp.equals(read)) {
        return Optional.empty();
      }
      read = stamp;
      if (attributes.size() > MAX_BYTES) {
        throw new Problem(Problem.Kind.INVALID, path + " is larger than any list of hashes");
      }
      return Optional.of(parse(Files.readAllLines(path)));
    } catch (IOException e) {
      Optional<Stamp> nothing = Optional.of(new Stamp(FileTime.fromMillis(0), -1));
      if (nothing.equals(read)) {
        return Optional.empty();
      }
      read = nothing;
      throw new Problem(Problem.Kind.STORAGE, path + " cannot be read", "", e);
    }
  }

  private Set<Hash> parse(List<String> lines) {
    Set<Hash> hashes = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).split("#", 2)[0].strip();
      if (!text.isEmpty() && !text.matches("[0-9a-fA-F]{40}")) {
        throw new Problem(
            Problem.Kind.INVALID,
            "%s, line %d: not an info-hash".formatted(path, i + 1),
            "one a line, 40 hexadecimal digits each");
      }
      if (!text.isEmpty()) {
        hashes.add(Hash.ofHex(text));
      }
    }
    return hashes;
  }
}
