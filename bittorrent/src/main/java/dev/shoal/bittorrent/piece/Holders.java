package dev.shoal.bittorrent.piece;

import dev.shoal.content.Layout;
import java.util.BitSet;

/** Who has what: keeps each source's {@link Holdings} and the rarity of pieces in step. */
public final class Holders {
  private final Layout layout;
  private final BitSet outstanding; // wanted and not verified
  private final Availability missing;

  Holders(Layout layout, BitSet outstanding, Availability missing) {
    this.layout = layout;
    this.outstanding = outstanding;
    this.missing = missing;
  }

  boolean outstanding(int piece) {
    return outstanding.get(piece);
  }

  /** A source has these pieces too; those beyond the last piece are left out. */
  public void has(Holdings holdings, BitSet pieces) {
    if (holdings.all) {
      return;
    }
    for (int p = pieces.nextSetBit(0);
        p >= 0 && p < layout.pieces();
        p = pieces.nextSetBit(p + 1)) {
      if (!holdings.pieces.get(p)) {
        holdings.pieces.set(p);
        holdings.count++;
        missing.increment(p);
        holdings.useful += outstanding(p) ? 1 : 0;
      }
    }
    if (holdings.count == layout.pieces()) {
      hasAll(holdings);
    }
  }

  /** A source has everything. */
  public void hasAll(Holdings holdings) {
    forget(holdings);
    holdings.all = true;
    holdings.useful = outstanding.cardinality();
  }

  /** A source has lost a piece (BEP 54); one that does not exist is left out. */
  public void hasNot(Holdings holdings, int piece) {
    if (piece >= layout.pieces()) {
      return;
    }
    if (holdings.all) {
      holdings.all = false;
      holdings.useful = 0;
      BitSet rest = new BitSet();
      rest.set(0, layout.pieces());
      rest.clear(piece);
      has(holdings, rest);
    } else if (holdings.pieces.get(piece)) {
      holdings.pieces.clear(piece);
      holdings.count--;
      missing.decrement(piece);
      holdings.useful -= outstanding(piece) ? 1 : 0;
    }
  }

  /** A source is gone. */
  public void forget(Holdings holdings) {
    if (!holdings.all) {
      holdings.pieces.stream().forEach(missing::decrement);
    }
    holdings.pieces.clear();
    holdings.count = 0;
    holdings.all = false;
    holdings.useful = 0;
  }
}
