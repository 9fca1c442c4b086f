package dev.shoal.bittorrent.piece;

/**
 * A stretch of the content.
 *
 * @param offset its first byte within the content
 * @param length 1 byte or more
 */
public record Span(long offset, int length) {
  /** The first byte behind it. */
  public long end() {
    return offset + length;
  }
}
