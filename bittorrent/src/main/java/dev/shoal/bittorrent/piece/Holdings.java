package dev.shoal.bittorrent.piece;

import java.util.BitSet;

/**
 * What one source has, and what of it it gives. What it has is changed by {@link Holders} only, so
 * that all counts stay right.
 */
public final class Holdings {
  /** Pieces of the allowed-fast set (BEP 6) that are remembered; customary sets have 10. */
  private static final int MAX_ALLOWED = 64;

  final BitSet pieces = new BitSet();
  boolean all;
  int count; // of pieces
  int useful; // wanted, unverified pieces among them
  private final BitSet allowed = new BitSet();
  private boolean choking;

  /** Nothing yet; it answers requests. */
  public Holdings() {}

  /** Whether it has everything. */
  public boolean all() {
    return all;
  }

  /** Whether it has this piece. */
  public boolean has(int piece) {
    return all || pieces.get(piece);
  }

  /** Whether it has this piece and answers requests for it. */
  boolean gives(int piece) {
    return has(piece) && (!choking || allowed.get(piece));
  }

  /** It answers no requests, but for what it allows; or all again. */
  public void choking(boolean now) {
    choking = now;
  }

  /** It answers requests for this piece even while it chokes (BEP 6). */
  public void allow(int piece) {
    if (allowed.cardinality() < MAX_ALLOWED) {
      allowed.set(piece);
    }
  }

  /** Whether it answers any requests. */
  public boolean givesAnything() {
    return !choking || !allowed.isEmpty();
  }

  /** Whether it has anything that is still wanted. */
  public boolean interesting() {
    return useful > 0;
  }

  /** How many pieces it has, of this many. */
  public int count(int of) {
    return all ? of : count;
  }
}
