package dev.shoal.bittorrent.piece;

/**
 * Which sources have given more than they were late with. They come first where a source could keep
 * from others what it only promises: pieces that one alone is to give, and blocks that another is
 * late with. Pure.
 */
final class Givers {
  /** Blocks that count: who gave much is forgiven a lease, and who stands still not much more. */
  private static final int MOST_CREDIT = 64;

  private final Sources<Giver> known = new Sources<>();

  private static final class Giver {
    final Holdings holdings;
    int credit; // blocks it gave less those it was late with

    Giver(Holdings holdings) {
      this.holdings = holdings;
    }
  }

  /** A source asks for something to do. */
  void asks(int source, Holdings holdings) {
    known.get(source, () -> new Giver(holdings));
  }

  /** A source gave a block. */
  void gave(int source) {
    Giver giver = known.get(source);
    if (giver != null) {
      giver.credit = Math.min(giver.credit + 1, MOST_CREDIT);
    }
  }

  /** A source is late with a block. */
  void late(int source) {
    Giver giver = known.get(source);
    if (giver != null) {
      giver.credit = Math.max(giver.credit - 1, 0);
    }
  }

  /** A source stood still with what nobody else could give: nothing it gave counts any more. */
  void stoodStill(int source) {
    Giver giver = known.get(source);
    if (giver != null) {
      giver.credit = 0;
    }
  }

  /** A source is gone. */
  void left(int source) {
    known.remove(source);
  }

  /** Whether this source is one of them, or none of them gives this piece. */
  boolean includes(int source, int piece) {
    Giver giver = known.get(source);
    return (giver != null && giver.credit > 0)
        || known.noneMatch(other -> other.credit > 0 && other.holdings.gives(piece));
  }
}
