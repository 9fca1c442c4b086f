package dev.shoal.bittorrent.peer;

import dev.shoal.bittorrent.wire.PeerMessage.Request;
import dev.shoal.bittorrent.wire.WireCodec;
import dev.shoal.bittorrent.wire.WireException;
import dev.shoal.content.Layout;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The requests of one peer that are to be answered, in their order. None is dropped in silence:
 * when it is full the connection is not read, and a choke, which the peer sees, drops all.
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
  private IntPredicate have = piece -> false;
  private boolean choked = true;

  void have(IntPredicate pieces) {
    have = pieces;
  }

  /** Returns whether that changed anything. */
  boolean choke(boolean now) {
    boolean changes = choked != now;
    choked = now;
    if (now) {
      requests.clear();
    }
    return changes;
  }

  void add(Request request, Layout layout) {
    if (request.piece() >= layout.pieces()
        || request.length() < 1
        || request.length() > WireCodec.MAX_BLOCK
        || (long) request.begin() + request.length() > layout.pieceLength(request.piece())) {
      throw new WireException("a request beyond the end: " + request);
    }
    if (choked) {
      return; // it was sent before the choke arrived there; the choke told that it is forgotten
    }
    if (!have.test(request.piece())) {
      throw new WireException("a request for piece " + request.piece() + ", which it was not told");
    }
    if (requests.size() >= CAPACITY + OVERFLOW) {
      throw new WireException("a flood of requests");
    }
    requests.add(request);
  }

  void cancel(Request request) {
    requests.remove(request);
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
      sum += request.length();
      taken.add(request);
      next.remove();
    }
    return taken;
  }
}
