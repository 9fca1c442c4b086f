package dev.shoal.bittorrent.peer;

import dev.shoal.bittorrent.wire.PeerMessage.Request;
import dev.shoal.bittorrent.wire.WireCodec;
import dev.shoal.bittorrent.wire.WireException;
import dev.shoal.content.Layout;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one peer that are to be answered, in their order. None is dropped in silence:
 * when it is full the connection is not read, and a choke, which the peer sees, drops all but what
 * is allowed fast.
 */
final class UploadQueue {
  /**
   * As many as the greediest known client asks for at once. Engines that accept fewer and drop the
   * rest make that client wait for ever.
   */
  static final int CAPACITY = 8192;

  /** While the connection is not read, what was received already may still come in. */
  private static final int OVERFLOW = 16_384;

  private final LinkedHashSet<Request> requests = new LinkedHashSet<>();
  private BitSet allowed = new BitSet();
  private IntPredicate have = piece -> false;
  private @Nullable Given given;
  private boolean choked = true;
  private long fast;

  /**
   * With nothing asked for.
   *
   * @param fast bytes the peer may be given while it is choked (BEP 6)
   */
  UploadQueue(long fast) {
    this.fast = fast;
  }

  /** What is left of the bytes it may be given while it is choked. */
  long fastLeft() {
    return fast;
  }

  void content(Layout layout, IntPredicate pieces) {
    have = pieces;
    given = new Given(layout);
  }

  /** These pieces may be asked for even while it is choked. */
  void allow(BitSet pieces) {
    allowed = pieces;
  }

  /** Chokes or answers again; returns whether that changed anything. */
  boolean choke(boolean now) {
    boolean changes = choked != now;
    choked = now;
    return changes;
  }

  /** Takes out what is not answered now that it is choked. */
  List<Request> dropChoked() {
    return drop(request -> choked && !allowed.get(request.piece()));
  }

  /** Takes out the requests for a piece that is gone. */
  List<Request> dropPiece(int piece) {
    return drop(request -> request.piece() == piece);
  }

  private List<Request> drop(Predicate<Request> which) {
    List<Request> dropped = requests.stream().filter(which).toList();
    dropped.forEach(requests::remove);
    return dropped;
  }

  /** Takes a request; false if it is not going to be answered. */
  boolean add(Request request, Layout layout) {
    if (request.piece() >= layout.pieces()
        || request.length() < 1
        || request.length() > WireCodec.MAX_BLOCK
        || (long) request.begin() + request.length() > layout.pieceLength(request.piece())) {
      throw new WireException("a request beyond the end: " + request);
    }
    if (requests.size() >= CAPACITY + OVERFLOW) {
      throw new WireException("a flood of requests");
    }
    if (!have.test(request.piece()) || (choked && !allowedFast(request))) {
      return false;
    }
    requests.add(request);
    return true;
  }

  private boolean allowedFast(Request request) {
    boolean may = allowed.get(request.piece()) && fast >= request.length();
    fast -= may ? request.length() : 0;
    return may;
  }

  /** Forgets a request; false if it was answered already. */
  boolean cancel(Request request) {
    return requests.remove(request);
  }

  boolean isChoked() {
    return choked;
  }

  boolean full() {
    return requests.size() >= CAPACITY;
  }

  boolean isEmpty() {
    return requests.isEmpty();
  }

  /** Takes the first ones, up to about this many bytes and at least one. */
  List<Request> take(int bytes) {
    List<Request> taken = new ArrayList<>();
    int sum = 0;
    Iterator<Request> next = requests.iterator();
    while (next.hasNext()) {
      Request request = next.next();
      if (!taken.isEmpty() && sum + request.length() > bytes) {
        break;
      }
      if (given != null && !given.add(request)) {
        throw WireException.abuse("it asks for the same again and again");
      }
      sum += request.length();
      taken.add(request);
      next.remove();
    }
    return taken;
  }
}
