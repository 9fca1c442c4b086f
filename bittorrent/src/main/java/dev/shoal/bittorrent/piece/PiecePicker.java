package dev.shoal.bittorrent.piece;

import dev.shoal.content.Layout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * Which blocks of which pieces are fetched next, and what became of them. The only class that moves
 * pieces between the states of STATES.md. Pure; a single thread uses it.
 *
 * <p>Order: of a source that has all, what only such sources have; pieces already begun, so that
 * they can be passed on soon; then those a person wants first; then the rarest (the first few by
 * chance, so that a newcomer has something to trade; or in their order, if asked). When all that is
 * left has been handed out, idle sources get it a second time (end game); in order, the first piece
 * that is late goes to the next source that asks.
 */
public final class PiecePicker {
  /** The first pieces are picked by chance: a rare one would come slowly. */
  private static final int RANDOM_FIRST = 4;

  /** A source that gives nothing of a piece for this long has had it for itself long enough. */
  private static final long EXCLUSIVE_NANOS = 5_000_000_000L;

  private final Layout layout;
  private final RandomGenerator random;
  private final BitSet wanted;
  private final BitSet verified;
  private final BitSet outstanding = new BitSet(); // wanted and not verified
  private final BitSet suspicious = new BitSet(); // failed once, givers unclear
  private final Givers givers = new Givers();
  private final Availability missing;
  private final Holders holders;
  private final OpenPieces open;
  private final OpenPieces draining;
  private final BitSet first = new BitSet();
  private boolean sequential;
  private int verifiedHere;
  private int verifiedCount;
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
    this.open = new OpenPieces(layout);
    this.draining = new OpenPieces(layout);
    this.wanted = (BitSet) wanted.clone();
    this.verified = (BitSet) verified.clone();
    this.verifiedCount = verified.cardinality();
    this.sequential = sequential;
    this.random = random;
    this.outstanding.or(wanted);
    this.outstanding.andNot(verified);
    this.missing = new Availability(layout.pieces(), outstanding::get, random);
    this.holders = new Holders(layout, outstanding, missing);
  }

  /** Who has what. */
  public Holders holders() {
    return holders;
  }

  /** Whether all wanted pieces are verified. */
  public boolean complete() {
    return missing.size() == 0 && open.isEmpty() && draining.isEmpty();
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
    return verifiedCount;
  }

  /** These come before the others, in their order. */
  public void first(BitSet pieces) {
    first.or(pieces);
    first.and(wanted);
    first.andNot(verified);
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
    Optional<Span> late = sequential ? late(source, holdings, bytes) : Optional.empty();
    if (late.isPresent()) {
      return late;
    }
    givers.asks(source, holdings);
    reclaim(source, holdings);
    Optional<Span> span = Optional.empty();
    if (holdings.all && !sequential && first.isEmpty()) {
      span = free(source, holdings, bytes, true);
    }
    span = span.isPresent() ? span : free(source, holdings, bytes, false);
    return busy || span.isPresent() ? span : endGame(source, holdings, bytes);
  }

  /**
   * What nobody was asked for yet, of a piece that was begun or of another.
   *
   * @param rare only what nobody has but sources that have all: their lines, which all share, are
   *     not spent on what others could give as well
   */
  private Optional<Span> free(int source, Holdings holdings, int bytes, boolean rare) {
    int begun = 0; // of what it has
    for (OpenPiece piece : open.all()) {
      if (holdings.has(piece.index)) {
        boolean free = piece.free > 0 && holdings.gives(piece.index) && piece.open(source);
        if (free && (!rare || missing.count(piece.index) == 0)) {
          return Optional.of(lease(source, piece, piece.firstFree(), bytes));
        }
        begun++;
      }
    }
    IntPredicate given = p -> holdings.gives(p) && mayBegin(source, p);
    boolean hasMore = rare ? missing.least() == 0 : holdings.useful > begun; // else no search
    int fresh = !hasMore ? -1 : rare ? missing.rarest(given) : pickFresh(given);
    return fresh < 0
        ? Optional.empty()
        : Optional.of(
            withNeighbours(source, holdings, lease(source, begin(fresh), 0, bytes), bytes));
  }

  private int pickFresh(IntPredicate given) {
    int ahead = inOrder(first, given);
    if (ahead >= 0 || sequential) {
      return ahead >= 0 ? ahead : inOrder(wanted, given);
    }
    return verifiedHere + open.size() < RANDOM_FIRST
        ? missing.random(given, random)
        : missing.rarest(given);
  }

  /** What one source alone is to give is not left to one that has given nothing yet. */
  private boolean mayBegin(int source, int piece) {
    return !suspicious.get(piece) || givers.includes(source, piece);
  }

  private int inOrder(BitSet among, IntPredicate given) {
    int p = among.nextSetBit(0);
    while (p >= 0 && !(missing.contains(p) && given.test(p))) {
      p = among.nextSetBit(p + 1);
    }
    return p;
  }

  private OpenPiece begin(int index) {
    missing.remove(index);
    OpenPiece piece =
        new OpenPiece(index, Blocks.in(layout.pieceLength(index)), suspicious.get(index));
    open.add(piece);
    return piece;
  }

  private Span lease(int source, OpenPiece piece, int first, int bytes) {
    return span(piece, first, piece.lease(source, first, Math.max(1, bytes / Blocks.SIZE), now));
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
        && holdings.gives(next)
        && mayBegin(source, next)
        && all.length() + layout.pieceLength(next) <= bytes) {
      lease(source, begin(next), 0, layout.pieceLength(next) + Blocks.SIZE);
      all = new Span(all.offset(), all.length() + layout.pieceLength(next));
      next++;
    }
    return all;
  }

  /** In order, the first piece of all is the one that is waited for: it is not left to the slow. */
  private Optional<Span> late(int source, Holdings holdings, int bytes) {
    return open.isEmpty() ? Optional.empty() : takeOver(open.first(), source, holdings, bytes);
  }

  /** Blocks that others are slow to give, of any piece. */
  private Optional<Span> endGame(int source, Holdings holdings, int bytes) {
    for (OpenPiece piece : open.all()) {
      Optional<Span> taken = takeOver(piece, source, holdings, bytes);
      if (taken.isPresent()) {
        return taken;
      }
    }
    return Optional.empty();
  }

  private Optional<Span> takeOver(OpenPiece piece, int source, Holdings holdings, int bytes) {
    if (!holdings.gives(piece.index)
        || !piece.open(source)
        || !givers.includes(source, piece.index)) {
      return Optional.empty();
    }
    int[] taken = piece.takeOver(source, bytes / Blocks.SIZE, now, givers::late);
    return taken[0] == taken[1] ? Optional.empty() : Optional.of(span(piece, taken[0], taken[1]));
  }

  /** A piece that somebody had for itself long enough is begun anew by another. */
  private void reclaim(int source, Holdings holdings) {
    if (suspicious.isEmpty()) {
      return;
    }
    List<OpenPiece> stale =
        open.all().stream()
            .filter(piece -> !piece.open(source) && holdings.gives(piece.index) && !piece.whole())
            .filter(piece -> piece.age(now) >= EXCLUSIVE_NANOS)
            .toList();
    stale.forEach(piece -> {
      givers.stoodStill(piece.owner);
      abandon(piece);
    });
  }

  /**
   * A source filled this stretch.
   *
   * @return the parts of it that were still needed; they are to be stored
   */
  public List<Span> accept(int source, Span filled) {
    List<Span> accepted = new ArrayList<>();
    open.forEachBlock(
        filled,
        (piece, block) -> {
          piece.release(block);
          if (!piece.accepted.get(block)) {
            piece.accepted.set(block);
            piece.by[block] = source;
            piece.moved(now);
            givers.gave(source);
            add(accepted, span(piece, block, block + 1));
          }
        });
    return accepted;
  }

  /** Whether others may still be about to give some of this stretch. */
  public boolean awaited(Span span) {
    return open.awaited(span);
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
  public void giveBack(int source, Span span) {
    open.forEachBlock(
        span,
        (piece, block) -> {
          piece.release(block);
          piece.forget(source, block);
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
    holders.forget(holdings);
    givers.left(source);
    List<OpenPiece> its =
        open.all().stream()
            .filter(piece -> piece.exclusive && piece.owner == source && !piece.whole())
            .toList();
    its.forEach(this::abandon);
  }

  private void close(int index) {
    open.remove(index);
    missing.add(index);
  }

  /** It is missing again, once nothing is written of it that could land on what comes next. */
  private void abandon(OpenPiece piece) {
    open.remove(piece.index);
    draining.add(piece);
    drained(piece);
  }

  private void drained(OpenPiece piece) {
    if (!piece.beingWritten()) {
      draining.remove(piece.index);
      missing.add(piece.index);
    }
  }

  /** This stretch is on the disk; returns the pieces that are whole by it and are to be hashed. */
  public List<Integer> stored(Span span) {
    written(span);
    return open.touched(span).stream().filter(OpenPiece::whole).map(piece -> piece.index).toList();
  }

  /** No worker writes this stretch any more. */
  private void written(Span span) {
    open.forEachBlock(span, (piece, block) -> piece.stored.set(block));
    draining.forEachBlock(span, (piece, block) -> piece.stored.set(block));
    draining.touched(span).forEach(this::drained);
  }

  /** The hash of a whole piece was right; false if it was begun anew meanwhile. */
  public boolean verify(int index, Collection<Holdings> sources) {
    if (open.remove(index) == null) {
      return false;
    }
    verified.set(index);
    outstanding.clear(index);
    verifiedHere++;
    verifiedCount++;
    for (Holdings holdings : sources) {
      holdings.useful -= holdings.has(index) ? 1 : 0;
    }
    return true;
  }

  /** Whether a piece of this stretch was wrong before, so that one source alone is to give it. */
  public boolean suspicious(Span span) {
    int piece = suspicious.nextSetBit(layout.pieceAt(span.offset()));
    return piece >= 0 && piece <= layout.pieceAt(span.end() - 1);
  }

  /** Who gave the blocks of a whole piece, each once; empty if it is not whole. */
  public Set<Integer> givers(int index) {
    OpenPiece piece = open.get(index);
    return piece == null || !piece.whole() ? Set.of() : piece.givers();
  }

  /** Who gave each block of a whole piece. */
  public int[] giverOfEach(int index) {
    OpenPiece piece = open.get(index);
    return piece == null ? new int[0] : piece.by.clone();
  }

  /**
   * A whole piece is wrong; it is missing again, and is next time fetched from one source alone.
   */
  public void refute(int index) {
    OpenPiece piece = open.get(index);
    if (piece != null) {
      suspicious.set(index);
      abandon(piece);
    }
  }

  /** The disk lost what was accepted of this stretch: its pieces are missing again. */
  public void lose(Span span) {
    written(span);
    open.touched(span).forEach(this::abandon);
  }
}
