package dev.shoal.bittorrent.piece;

import dev.shoal.content.Layout;

/**
 * How pieces divide into blocks: 16 KiB each from the piece's beginning, the last one shorter. A
 * block is what one request asks for (BEP 3).
 */
public final class Blocks {
  /** The size of a block; all clients serve it, some refuse more. */
  public static final int SIZE = 1 << 14;

  private Blocks() {}

  /** How many blocks a piece of this length has. */
  public static int in(int pieceLength) {
    return (pieceLength + SIZE - 1) / SIZE;
  }

  /** The block of a piece at this byte of the content. */
  public static int at(Layout layout, int piece, long offset) {
    return (int) ((offset - layout.pieceOffset(piece)) / SIZE);
  }

  /** The bytes of one block of a piece. */
  static int length(Layout layout, int piece, int block) {
    return Math.min(SIZE, layout.pieceLength(piece) - block * SIZE);
  }

  /** The first byte of the content behind the block that begins here. */
  public static long endOfBlock(Layout layout, long begin) {
    int piece = layout.pieceAt(begin);
    return begin + length(layout, piece, at(layout, piece, begin));
  }
}
