package dev.shoal.bittorrent.session;

import dev.shoal.content.FileStamp;
import dev.shoal.content.Journal;
import dev.shoal.content.Layout;
import dev.shoal.content.Storage;
import dev.shoal.host.Timers;
import dev.shoal.host.TransferEvent;
import dev.shoal.host.Workers;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes verified pieces to the journal, and only then tells of them: what others are told of, or
 * the person, survives {@code kill -9}. One task at a time on a disk worker takes all that came
 * meanwhile.
 */
final class Verified {
  /** Where the pieces lie and are remembered. */
  record Place(Layout layout, Storage storage, Journal journal, Workers disk) {}

  private record Piece(int index, int have) {}

  private final FetchTransfer transfer;
  private final List<Piece> waiting = new ArrayList<>(); // guarded by this
  private boolean completed; // guarded by this
  private boolean landed; // guarded by this
  private boolean working; // guarded by this
  private boolean closed; // guarded by this
  private @Nullable Place place; // set before the first piece
  private BitSet wanted = new BitSet();
  private BitSet have = new BitSet();
  private long forcedAt;
  private final Timers.Timer alive;
  private long receivedBefore; // guarded by this

  private static final long FORCE_NANOS = 5_000_000_000L; // a power cut costs that much at most

  Verified(FetchTransfer transfer) {
    this.transfer = transfer;
    this.alive = transfer.host.timers().timer(this::alive);
  }

  /** Files are being written, though no piece of them may be verified for long. */
  private synchronized void alive() {
    Place at = place;
    if (!closed && !landed && at != null) {
      long received = transfer.swarm().downloaded();
      if (received != receivedBefore) {
        receivedBefore = received;
        at.disk.run(() -> transfer.onDisk(() -> appendAlive(at)));
      }
      alive.at(transfer.host.clock().nanos() + Journal.ALIVE_MILLIS * 1_000_000L);
    }
  }

  private void appendAlive(Place at) {
    synchronized (this) {
      if (working || closed) {
        return; // what the worker appends says as much
      }
      working = true;
    }
    at.journal.alive();
    drain(at);
  }

  synchronized void begin(Place at, BitSet wantedPieces, BitSet verified) {
    place = at;
    wanted = wantedPieces;
    have = (BitSet) verified.clone();
    forcedAt = transfer.host.clock().nanos();
    alive.at(forcedAt + Journal.ALIVE_MILLIS * 1_000_000L);
  }

  synchronized void add(int piece, int count) {
    waiting.add(new Piece(piece, count));
    work();
  }

  /** Nothing is to come any more. */
  synchronized void complete() {
    completed = true;
    work();
  }

  private void work() {
    Place at = place;
    if (!working && !closed && at != null) {
      working = true;
      at.disk.run(() -> transfer.onDisk(() -> drain(at)));
    }
  }

  private void drain(Place at) {
    while (true) {
      List<Piece> pieces;
      boolean last;
      synchronized (this) {
        pieces = List.copyOf(waiting);
        waiting.clear();
        last = pieces.isEmpty() && completed && !landed;
        if (closed || (pieces.isEmpty() && !last)) {
          working = false;
          notifyAll();
          return;
        }
        landed |= last;
      }
      remember(at, pieces);
      if (last) {
        land(at);
      }
    }
  }

  private void remember(Place at, List<Piece> pieces) {
    BitSet fresh = new BitSet();
    pieces.forEach(piece -> fresh.set(piece.index));
    if (!fresh.isEmpty()) {
      at.journal.verified(fresh);
    }
    have.or(fresh);
    for (Piece piece : pieces) {
      transfer.swarm().announce(piece.index);
      if (wanted.get(piece.index)) {
        transfer.verifiedBytes(at.layout.pieceLength(piece.index));
      }
      transfer.event(new TransferEvent.PieceDone(piece.index, piece.have, at.layout.pieces()));
    }
    long nanos = transfer.host.clock().nanos();
    if (nanos - forcedAt >= FORCE_NANOS) {
      forcedAt = nanos;
      at.storage.force();
      at.journal.forced(have);
    }
  }

  private void land(Place at) {
    for (String leftOut : at.storage.finish()) {
      transfer.event(new TransferEvent.Warning(leftOut, Optional.empty()));
    }
    at.storage.force();
    List<FileStamp> settled = stamps(at);
    at.journal.settled(settled);
    at.journal.forced(have);
    at.storage.watch(settled, transfer.host.clock());
    transfer.landed(at.storage);
  }

  private static List<FileStamp> stamps(Place at) {
    return at.storage.stamps();
  }

  /** Waits for the worker and ends the journal in order. */
  void close() {
    Place at;
    alive.close();
    synchronized (this) {
      closed = true;
      while (working) {
        try {
          wait();
        } catch (InterruptedException keepWaiting) {
          Thread.currentThread().interrupt();
          return;
        }
      }
      at = place;
    }
    if (at != null) {
      at.disk.call(() -> {
        at.journal.close(stamps(at));
        return true;
      });
    }
  }
}
