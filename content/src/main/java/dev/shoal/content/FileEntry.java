package dev.shoal.content;

import java.util.List;

/**
 * A file of a layout.
 *
 * @param path its name below the content's root, one component each, as a stranger gave it: {@link
 *     SafeNames} makes it safe before it touches a disk; empty for the only file of a single-file
 *     content
 * @param offset where its first byte lies in the content
 * @param length in bytes
 * @param padding whether it only fills up to the next piece and holds nothing but zeros (BEP 47)
 */
public record FileEntry(List<String> path, long offset, long length, boolean padding) {
  public FileEntry {
    path = List.copyOf(path);
  }

  /** A file that is no padding. */
  public FileEntry(List<String> path, long offset, long length) {
    this(path, offset, length, false);
  }

  /** The first byte of the content behind it. */
  public long end() {
    return offset + length;
  }
}
