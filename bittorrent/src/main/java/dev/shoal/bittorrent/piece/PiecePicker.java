package dev.shoal.bittorrent.piece;

import dev.shoal.content.Layout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Which blocks of which pieces are fetched next, and what became of them. The only class that moves
 * pieces between the states of STATES.md. Pure; a single thread uses it.
 *
 * <p>Order: pieces already begun, so that they can be passed on soon; then the rarest (the first
 * few by chance, so that a newcomer has something to trade; or in their order, if asked). When all
 * that is left has been handed out, idle sources get it a second time (end game).
 */
public final class PiecePicker {
  /** The first pieces are picked by chance: a rare one would come slowly. */
  private static final int RANDOM_FIRST = 4;

  /** How many sources may be asked for one block in the end game. */
  private static final int MAX_LEASES_A_BLOCK = 2;

  /** What an idle source takes over at once in the end game. */
  private static final int END_GAME_BLOCKS = 4;

  /** A lease is about a second of its source's rate; after this it is late. */
  private static final long LATE_NANOS = 1_500_000_000L;

  private final Layout layout;
  private final RandomGenerator random;
  private final BitSet wanted;
  private final BitSet verified;
  private final BitSet suspicious = new BitSet(); // failed once, givers unclear
  private final Availability missing;
  private final TreeMap<Integer, OpenPiece> open = new TreeMap<>();
  private boolean sequential;
  private int verifiedHere;
  private long now;

  /**
   * A picker for what is missing.
   *
   * @param wanted pieces to fetch; copied
   * @param verified pieces that are there; copied
   */
  public PiecePicker(
      Layout layout, BitSet wanted, BitSet verified, boolean sequential, RandomGenerator random) {
    this.layout = layout;
    this.wanted = (BitSet) wanted.clone();
    this.verified = (BitSet) verified.clone();
    this.sequential = sequential;
    this.random = random;
    this.missing = new Availability(layout.pieces(), this::outstanding, random);
  }

  private boolean outstanding(int piece) {
    return wanted.get(piece) && !verified.get(piece);
  }

  /** Whether all wanted pieces are verified. */
  public boolean complete() {
    return missing.size() == 0 && open.isEmpty();
  }

  /** Whether this piece is verified. */
  public boolean verified(int piece) {
    return verified.get(piece);
  }

  /** A copy of the verified pieces. */
  public BitSet verified() {
    return (BitSet) verified.clone();
  }

  /** How many pieces are verified. */
  public int verifiedCount() {
    return verified.cardinality();
  }

  /** From the beginning to the end, rather than rarest first. */
  public void sequential(boolean on) {
    sequential = on;
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
        missing.increment(p);
        holdings.useful += outstanding(p) ? 1 : 0;
      }
    }
    if (holdings.pieces.cardinality() == layout.pieces()) {
      forget(holdings);
      holdings.all = true;
      holdings.useful = usefulOfAll();
    }
  }

  private int usefulOfAll() {
    BitSet rest = (BitSet) wanted.clone();
    rest.andNot(verified);
    return rest.cardinality();
  }

  /** A source has everything. */
  public void hasAll(Holdings holdings) {
    forget(holdings);
    holdings.all = true;
    holdings.useful = usefulOfAll();
  }

  /** A source is gone. */
  public void forget(Holdings holdings) {
    if (!holdings.all) {
      holdings.pieces.stream().forEach(missing::decrement);
    }
    holdings.pieces.clear();
    holdings.all = false;
    holdings.useful = 0;
  }

  /**
   * Hands out a stretch of about this many bytes: within one piece, or over neighbouring whole
   * ones.
   *
   * @param busy whether the source has other leases: then it gets nothing twice
   * @param nanos the time, by which it is seen what is late
   * @return empty if it has nothing that is free
   */
  public Optional<Span> next(int source, Holdings holdings, int bytes, boolean busy, long nanos) {
    now = nanos;
    if (holdings.useful == 0) {
      return Optional.empty();
    }
    for (OpenPiece piece : open.values()) {
      if (piece.free > 0 && holdings.has(piece.index) && piece.open(source)) {
        return Optional.of(lease(source, piece, piece.firstFree(), bytes));
      }
    }
    int fresh = pickFresh(holdings);
    if (fresh >= 0) {
      Span span = lease(source, begin(fresh), 0, bytes);
      return Optional.of(withNeighbours(source, holdings, span, bytes));
    }
    return busy ? Optional.empty() : endGame(source, holdings, bytes);
  }

  private int pickFresh(Holdings holdings) {
    if (sequential) {
      int p = wanted.nextSetBit(0);
      while (p >= 0 && !(missing.contains(p) && holdings.has(p))) {
        p = wanted.nextSetBit(p + 1);
      }
      return p;
    }
    return verifiedHere + open.size() < RANDOM_FIRST
        ? missing.random(holdings::has, random)
        : missing.rarest(holdings::has);
  }

  private OpenPiece begin(int index) {
    missing.remove(index);
    OpenPiece piece =
        new OpenPiece(index, Blocks.in(layout.pieceLength(index)), suspicious.get(index));
    open.put(index, piece);
    return piece;
  }

  /** Leases free blocks from {@code first} on, up to about this many bytes. */
  private Span lease(int source, OpenPiece piece, int first, int bytes) {
    int end = first;
    int most = Math.max(1, bytes / Blocks.SIZE);
    while (end < piece.blocks && end - first < most && piece.free(end)) {
      piece.leases[end++]++;
      piece.free--;
    }
    piece.owner = source;
    piece.leasedAt = now;
    return span(piece, first, end);
  }

  private Span span(OpenPiece piece, int first, int end) {
    long begin = layout.pieceOffset(piece.index);
    long from = begin + (long) first * Blocks.SIZE;
    long to = begin + Math.min((long) end * Blocks.SIZE, layout.pieceLength(piece.index));
    return new Span(from, (int) (to - from));
  }

  /** Adds the pieces behind a whole one, as long as they are whole and fit. */
  private Span withNeighbours(int source, Holdings holdings, Span span, int bytes) {
    Span all = span;
    int next = layout.pieceAt(span.offset()) + 1;
    while (all.end() == layout.pieceOffset(next)
        && next < layout.pieces()
        && missing.contains(next)
        && holdings.has(next)
        && all.length() + layout.pieceLength(next) <= bytes) {
      lease(source, begin(next), 0, layout.pieceLength(next) + Blocks.SIZE);
      all = new Span(all.offset(), all.length() + layout.pieceLength(next));
      next++;
    }
    return all;
  }

  /** Blocks that others are slow to give, from the end of what they have before them. */
  private Optional<Span> endGame(int source, Holdings holdings, int bytes) {
    for (OpenPiece piece : open.values()) {
      if (!holdings.has(piece.index) || !piece.open(source) || now - piece.leasedAt < LATE_NANOS) {
        continue;
      }
      int end = piece.blocks;
      while (end > 0 && !takeable(piece, end - 1)) {
        end--;
      }
      int most = Math.clamp(bytes / Blocks.SIZE, 1, END_GAME_BLOCKS);
      int first = end;
      while (first > 0 && end - first < most && takeable(piece, first - 1)) {
        piece.leases[--first]++;
      }
      if (first < end) {
        piece.leasedAt = now;
        return Optional.of(span(piece, first, end));
      }
    }
    return Optional.empty();
  }

  private static boolean takeable(OpenPiece piece, int block) {
    return !piece.accepted.get(block) && piece.leases[block] < MAX_LEASES_A_BLOCK;
  }

  /**
   * A source filled this stretch.
   *
   * @return the parts of it that were still needed; they are to be stored
   */
  public List<Span> accept(int source, Span filled) {
    List<Span> accepted = new ArrayList<>();
    forEachBlock(
        filled,
        (piece, block) -> {
          release(piece, block);
          if (!piece.accepted.get(block)) {
            piece.accepted.set(block);
            piece.givers.add(source);
            add(accepted, span(piece, block, block + 1));
          }
        });
    return accepted;
  }

  /** A lease from before the piece was begun anew finds nothing to release. */
  private static void release(OpenPiece piece, int block) {
    piece.leases[block] = (byte) Math.max(0, piece.leases[block] - 1);
  }

  private static void add(List<Span> spans, Span next) {
    if (!spans.isEmpty() && spans.getLast().end() == next.offset()) {
      Span last = spans.removeLast();
      spans.add(new Span(last.offset(), last.length() + next.length()));
    } else {
      spans.add(next);
    }
  }

  /** A source will not give this stretch. */
  public void giveBack(Span span) {
    forEachBlock(
        span,
        (piece, block) -> {
          release(piece, block);
          if (piece.free(block)) {
            piece.free++;
            if (piece.untouched()) {
              close(piece.index);
            }
          }
        });
  }

  /** A source left; what it alone was to give entirely is begun anew by somebody else. */
  public void leave(int source, Holdings holdings) {
    forget(holdings);
    List<Integer> its =
        open.values().stream()
            .filter(piece -> piece.exclusive && piece.owner == source)
            .map(piece -> piece.index)
            .toList();
    its.forEach(this::close);
  }

  private void close(int index) {
    open.remove(index);
    missing.add(index);
  }

  /** This stretch is on the disk; returns the pieces that are whole by it and are to be hashed. */
  public List<Integer> stored(Span span) {
    List<Integer> whole = new ArrayList<>();
    forEachBlock(
        span,
        (piece, block) -> {
          piece.stored.set(block);
          if (piece.stored.cardinality() == piece.blocks) {
            whole.add(piece.index);
          }
        });
    return whole;
  }

  /** The hash of a whole piece was right; false if it was begun anew meanwhile. */
  public boolean verify(int index, Collection<Holdings> sources) {
    if (open.remove(index) == null) {
      return false;
    }
    verified.set(index);
    verifiedHere++;
    for (Holdings holdings : sources) {
      holdings.useful -= holdings.has(index) ? 1 : 0;
    }
    return true;
  }

  /**
   * The hash of a whole piece was wrong; it is missing again, and is next time fetched from one
   * source alone.
   *
   * @return who gave blocks of it
   */
  public Set<Integer> refute(int index) {
    OpenPiece piece = open.get(index);
    if (piece == null) {
      return Set.of();
    }
    suspicious.set(index);
    close(index);
    return piece.givers;
  }

  /** The disk lost what was accepted of this stretch: its pieces are missing again. */
  public void lose(Span span) {
    int last = layout.pieceAt(span.end() - 1);
    for (int p = layout.pieceAt(span.offset()); p <= last; p++) {
      if (open.containsKey(p)) {
        close(p);
      }
    }
  }

  private interface BlockAction {
    void on(OpenPiece piece, int block);
  }

  /** Blocks of pieces that are not open any more are passed over: they were decided otherwise. */
  private void forEachBlock(Span span, BlockAction action) {
    for (long at = span.offset(); at < span.end(); at = Blocks.endOfBlock(layout, at)) {
      int index = layout.pieceAt(at);
      OpenPiece piece = open.get(index);
      int block = Blocks.at(layout, index, at);
      if (piece != null && (piece.leases[block] > 0 || piece.accepted.get(block))) {
        action.on(piece, block);
      }
    }
  }
}
