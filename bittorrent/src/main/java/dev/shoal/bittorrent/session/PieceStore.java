package dev.shoal.bittorrent.session;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.piece.Span;
import dev.shoal.bittorrent.swarm.SwarmAction;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.bittorrent.wire.PeerMessage.Request;
import dev.shoal.bittorrent.wire.WireCodec;
import dev.shoal.content.DiskException;
import dev.shoal.content.Layout;
import dev.shoal.content.Storage;
import dev.shoal.content.V1Pieces;
import dev.shoal.host.Runs.Run;
import dev.shoal.host.Workers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Writes runs, digests pieces and reads uploads, on the disk and hash workers. A run is released by
 * whichever of its writer and its digester ends last.
 */
final class PieceStore {
  private final Layout layout;
  private final Storage storage;
  private final V1Pieces pieces;
  private final Workers disk;
  private final Workers hashing;
  private final Consumer<SwarmEvent> tell;
  private final Consumer<DiskException> failed;
  private final Fingerprints fingerprints;
  private final Map<Integer, PieceDigest> digests = new ConcurrentHashMap<>();

  /** The workers of the content's place on disk, and of the node. */
  record Pools(Workers disk, Workers hashing) {}

  /** The content and the digests of its pieces. */
  record Pieces(Layout layout, V1Pieces digests) {}

  PieceStore(
      Storage storage,
      Pieces content,
      Pools pools,
      Consumer<SwarmEvent> tell,
      Consumer<DiskException> failed) {
    this.layout = content.layout();
    this.storage = storage;
    this.pieces = content.digests();
    this.disk = pools.disk();
    this.hashing = pools.hashing();
    this.tell = tell;
    this.failed = failed;
    this.fingerprints = new Fingerprints(layout, storage);
  }

  /** Writes parts of a run; digests those that are next in their pieces at the same time. */
  void store(SwarmAction.Store store) {
    Run run = store.run();
    long base = store.base();
    List<Span> spans = store.spans();
    AtomicInteger users = new AtomicInteger(1);
    Runnable done =
        () -> {
          if (users.decrementAndGet() == 0) {
            run.release();
          }
        };
    for (Span span : spans) {
      storage.blankPadding(
          span.offset(), run.buffer().slice((int) (span.offset() - base), span.length()));
      digest(span, run.buffer().slice((int) (span.offset() - base), span.length()), users, done);
    }
    disk.run(() -> {
      try {
        for (Span span : spans) {
          ByteBuffer bytes = run.buffer().slice((int) (span.offset() - base), span.length());
          if (store.print()) {
            fingerprints.received(span, bytes);
          }
          write(span, bytes);
        }
      } finally {
        done.run();
      }
    });
  }

  private void write(Span span, ByteBuffer bytes) {
    try {
      storage.write(span.offset(), bytes);
      tell.accept(new SwarmEvent.Stored(span));
    } catch (DiskException broken) {
      failed.accept(broken);
      tell.accept(new SwarmEvent.DiskFailed(span));
    }
  }

  /** Hands each piece's share of the span to its digest. */
  private void digest(Span span, ByteBuffer bytes, AtomicInteger users, Runnable done) {
    long at = span.offset();
    while (at < span.end()) {
      int piece = layout.pieceAt(at);
      long end = Math.min(span.end(), layout.pieceOffset(piece) + layout.pieceLength(piece));
      ByteBuffer part = bytes.slice((int) (at - span.offset()), (int) (end - at));
      int begin = (int) (at - layout.pieceOffset(piece));
      // its first bytes again: the piece was begun anew
      PieceDigest digest =
          digests.compute(
              piece, (p, old) -> old == null || begin == 0 ? new PieceDigest(hashing) : old);
      users.incrementAndGet();
      if (!digest.add(begin, part, done)) {
        users.decrementAndGet();
      }
      at = end;
    }
  }

  /** Digests what is left of a whole piece and compares. */
  void hash(int piece) {
    PieceDigest digest = digests.remove(piece);
    (digest == null ? new PieceDigest(hashing) : digest)
        .finish(
            storage,
            layout.pieceOffset(piece),
            layout.pieceLength(piece),
            (result, readBack, broken) -> {
              if (broken != null) {
                failed(piece, broken);
              } else {
                tell.accept(new SwarmEvent.Hashed(piece, pieces.matches(piece, result), readBack));
              }
            });
  }

  private void failed(int piece, DiskException broken) {
    failed.accept(broken);
    tell.accept(
        new SwarmEvent.DiskFailed(new Span(layout.pieceOffset(piece), layout.pieceLength(piece))));
  }

  /** Digests each block of a piece with SHA-256. */
  void fingerprint(int piece) {
    disk.run(() -> {
      try {
        List<Hash> received = fingerprints.received(piece);
        tell.accept(new SwarmEvent.Fingerprinted(piece, fingerprints.onDisk(piece), received));
      } catch (DiskException broken) {
        failed(piece, broken);
      }
    });
  }

  /** Those of these requests that cannot be read; waits for a disk worker. */
  List<Request> unreadable(List<Request> requests) {
    return disk.call(() -> requests.stream().filter(request -> !isReadable(request)).toList());
  }

  private boolean isReadable(Request request) {
    try {
      storage.readUnchanged(offset(request), ByteBuffer.allocate(request.length()));
      return true;
    } catch (DiskException broken) {
      return false;
    }
  }

  private long offset(Request request) {
    return layout.pieceOffset(request.piece()) + request.begin();
  }

  /** Reads what was asked for, each behind room for its head; waits for a disk worker. */
  void read(List<Request> requests, ByteBuffer into) {
    disk.call(() -> {
      int at = 0;
      for (Request request : requests) {
        storage.readUnchanged(
            offset(request), into.slice(at + WireCodec.PIECE_HEAD, request.length()));
        at += WireCodec.PIECE_HEAD + request.length();
      }
      return at;
    });
  }
}
