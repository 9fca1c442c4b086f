package dev.shoal.bittorrent.piece;

import java.util.BitSet;

/** What one source has. Changed by {@link PiecePicker} only, so that all counts stay right. */
public final class Holdings {
  final BitSet pieces = new BitSet();
  boolean all;
  int useful; // wanted, unverified pieces among them

  /** Nothing yet. */
  public Holdings() {}

  /** Whether it has everything. */
  public boolean all() {
    return all;
  }

  /** Whether it has this piece. */
  public boolean has(int piece) {
    return all || pieces.get(piece);
  }

  /** Whether it has anything that is still wanted. */
  public boolean interesting() {
    return useful > 0;
  }

  /** How many pieces it has, of this many. */
  public int count(int of) {
    return all ? of : pieces.cardinality();
  }
}
