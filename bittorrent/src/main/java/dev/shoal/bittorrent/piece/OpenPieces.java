package dev.shoal.bittorrent.piece;

import dev.shoal.content.Layout;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Pieces that work has begun on, by their number. */
final class OpenPieces {
  private final Layout layout;
  private final TreeMap<Integer, OpenPiece> pieces = new TreeMap<>();

  OpenPieces(Layout layout) {
    this.layout = layout;
  }

  /** What is done with a block. */
  interface BlockAction {
    void on(OpenPiece piece, int block);
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  int size() {
    return pieces.size();
  }

  @Nullable OpenPiece get(int index) {
    return pieces.get(index);
  }

  OpenPiece first() {
    return pieces.firstEntry().getValue();
  }

  /** All of them, in the order of the content. */
  Collection<OpenPiece> all() {
    return pieces.values();
  }

  void add(OpenPiece piece) {
    pieces.put(piece.index, piece);
  }

  @Nullable OpenPiece remove(int index) {
    return pieces.remove(index);
  }

  /** Those that this stretch lies in. */
  List<OpenPiece> touched(Span span) {
    int last = layout.pieceAt(span.end() - 1);
    return List.copyOf(pieces.subMap(layout.pieceAt(span.offset()), true, last, true).values());
  }

  /** Blocks that were handed out or came; of pieces that are not here any more all is decided. */
  void forEachBlock(Span span, BlockAction action) {
    int last = layout.pieceAt(span.end() - 1);
    for (int index = layout.pieceAt(span.offset()); index <= last; index++) {
      OpenPiece piece = pieces.get(index);
      for (int block = first(span, index); piece != null && block < end(span, index); block++) {
        if (piece.leases[block] > 0 || piece.accepted.get(block)) {
          action.on(piece, block);
        }
      }
    }
  }

  /** Whether sources are still to give some of this stretch, which may be there already. */
  boolean awaited(Span span) {
    int last = layout.pieceAt(span.end() - 1);
    for (int index = layout.pieceAt(span.offset()); index <= last; index++) {
      OpenPiece piece = pieces.get(index);
      if (piece == null || piece.awaited(first(span, index), end(span, index))) {
        return true; // of one that was given up, sources may not know it yet
      }
    }
    return false;
  }

  private int first(Span span, int index) {
    return (int) (Math.max(0, span.offset() - layout.pieceOffset(index)) / Blocks.SIZE);
  }

  private int end(Span span, int index) {
    return Blocks.in(
        (int) Math.min(span.end() - layout.pieceOffset(index), layout.pieceLength(index)));
  }
}
