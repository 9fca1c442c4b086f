package dev.shoal.content;

import java.util.List;

/**
 * A file of a layout.
 *
 * @param path its name below the content's root, one component each, as a stranger gave it: {@link
 *     SafeNames} makes it safe before it touches a disk; empty for the only file of a single-file
 *     content
 * @param offset where its first byte lies in the content
 * @param length in bytes; 0 for a symbolic link
 * @param attributes what else is said of it
 */
public record FileEntry(List<String> path, long offset, long length, FileAttributes attributes) {
  public FileEntry {
    path = List.copyOf(path);
  }

  /** A file of which nothing else is said. */
  public FileEntry(List<String> path, long offset, long length) {
    this(path, offset, length, FileAttributes.NONE);
  }

  /** A file that may be padding. */
  public FileEntry(List<String> path, long offset, long length, boolean padding) {
    this(path, offset, length, padding ? FileAttributes.PADDING : FileAttributes.NONE);
  }

  /** Whether it only fills up to the next piece and holds nothing but zeros (BEP 47). */
  public boolean padding() {
    return attributes.padding();
  }

  /** Whether it is a file on a disk, neither padding nor a symbolic link. */
  public boolean isFile() {
    return !attributes.padding() && attributes.link().isEmpty();
  }

  /** The first byte of the content behind it. */
  public long end() {
    return offset + length;
  }
}
