package dev.shoal.bittorrent.metainfo;

import dev.shoal.base.Bytes;
import dev.shoal.base.Problem;

/** The choice of a piece length, in bytes. */
public final class PieceSizes {
  /** What is ever chosen or accepted at the least: one block, so that a piece is one request. */
  public static final int LEAST = 16 << 10;

  /** What a person may choose at the most: a piece of it is verified as a whole, or not at all. */
  public static final int GREATEST = 64 << 20;

  // A picker has enough to choose from at a thousand pieces, and a list of digests of 40 KB still
  // comes with a magnet link at once.
  private static final int MOST_PIECES = 2000;
  // A larger piece keeps a peer too long from having anything to give.
  private static final int GREATEST_UNASKED = 16 << 20;

  private PieceSizes() {}

  /**
   * The length for a content of so many bytes: a power of two from 16 KiB to 16 MiB by which it has
   * 1000 to 2000 pieces, if there is one; larger only where there would be too many pieces.
   */
  public static int forLength(long length) {
    int size = LEAST;
    while ((size < GREATEST_UNASKED && length / size > MOST_PIECES)
        || (size < GREATEST && length / size >= Info.MAX_PIECES)) {
      size *= 2;
    }
    return size;
  }

  /**
   * The length a person asked for; 0 stands for {@link #forLength}.
   *
   * @throws Problem of kind USAGE if it is not a power of two from 16 KiB to 64 MiB
   */
  public static int chosen(long asked, long length) {
    if (asked == 0) {
      return forLength(length);
    }
    if (asked < LEAST || asked > GREATEST || Long.bitCount(asked) != 1) {
      throw new Problem(
          Problem.Kind.USAGE,
          Bytes.format(asked) + " is not a piece size",
          "choose a power of two from 16KiB to 64MiB, or leave the choice to Shoal");
    }
    return (int) asked;
  }
}
