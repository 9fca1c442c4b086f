package dev.shoal.bittorrent.peer;

import dev.shoal.bittorrent.piece.Blocks;
import dev.shoal.bittorrent.piece.RequestWindow;
import dev.shoal.bittorrent.piece.Span;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.bittorrent.wire.PeerMessage;
import dev.shoal.bittorrent.wire.WireException;
import dev.shoal.content.Layout;
import dev.shoal.host.Lease;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The leases of one connection: blocks asked for within the window, runs filled and passed on. */
final class Downloads {
  /** A run is passed on after this, so that slow peers do not hold buffers. */
  private static final long RUN_NANOS = 1_000_000_000L;

  /** A block whose payload stands still for this long ends the connection. */
  private static final long STALL_NANOS = 10_000_000_000L;

  /** One block may take this long in all: a peer so slow is worth less than its connection. */
  private static final long BLOCK_NANOS = 60_000_000_000L;

  /** A peer that answers nothing for this long gives its leases back. */
  private static final long SNUB_NANOS = 20_000_000_000L;

  /** Requests a peer may reject in a row while it does not choke; more is no peer. */
  private static final int MAX_REJECTED = 1024;

  /** Allowed pieces that are remembered; customary sets have 10. */
  private static final int MAX_ALLOWED = 64;

  /** Blocks nobody asked for that are borne: cancels cross with answers. */
  private static final int MAX_UNASKED = 4096;

  private record Asked(Incoming lease, int block, long nanos) {}

  private final int source;
  private final Consumer<SwarmEvent> tell;
  private final Consumer<PeerMessage> send;
  private final RequestWindow window = new RequestWindow();
  private final ArrayDeque<Incoming> leases = new ArrayDeque<>();
  private final Map<Long, Asked> asked = new HashMap<>();
  private Layout layout = new Layout("", false, List.of(), 0, 1);
  private final BitSet allowed = new BitSet(); // pieces it gives even while it chokes (BEP 6)
  private boolean choked = true;
  private int rejected; // in a row
  private long assigned; // bytes of leases that are still to come
  private long told; // bytes told as idle and not granted yet
  private long lastArrival;
  private int unasked;
  private boolean reading;
  private long readingSince;

  Downloads(int source, Consumer<SwarmEvent> tell, Consumer<PeerMessage> send) {
    this.source = source;
    this.tell = tell;
    this.send = send;
  }

  void limit(int requestQueue) {
    window.limit(requestQueue);
  }

  void unchoked(long nanos) {
    if (choked) {
      choked = false;
      told = 0;
      lastArrival = nanos;
    }
  }

  /** It answers requests for this piece even while it chokes. */
  void allow(int piece, long nanos) {
    if (allowed.cardinality() < MAX_ALLOWED) {
      allowed.set(piece);
      lastArrival = nanos;
    }
  }

  private boolean answers(Lease lease) {
    return !choked
        || allowed.nextClearBit(layout.pieceAt(lease.offset())) > layout.pieceAt(lease.end() - 1);
  }

  /** It does not answer a request: somebody else is to be asked. */
  void rejected(PeerMessage.Reject reject) {
    Asked request = request(reject.piece(), reject.begin());
    if (request != null && request.lease.length(request.block) == reject.length()) {
      if (++rejected > MAX_REJECTED) {
        throw new WireException("it rejects what it said it would answer");
      }
      long begin = request.lease.begin(request.block);
      giveUp(request.lease, begin, begin + reject.length(), false);
    }
  }

  private @Nullable Asked request(int piece, int begin) {
    return piece < layout.pieces() ? asked.get(layout.pieceOffset(piece) + begin) : null;
  }

  /** Requests are forgotten over there: passes on what came, gives the rest back. */
  void choked() {
    choked = true;
    giveAllBack();
    window.reset();
  }

  private void giveAllBack() {
    for (Incoming lease : List.copyOf(leases)) {
      giveUp(lease, lease.lease.offset(), lease.lease.end(), false);
    }
    told = 0;
  }

  void grant(Incoming lease, long nanos, long rate) {
    told = Math.max(0, told - lease.lease.length());
    if (asked.isEmpty()) {
      lastArrival = nanos;
    }
    leases.add(lease);
    assigned += lease.lease.length();
    if (answers(lease.lease)) {
      pump(nanos, rate);
    } else {
      giveUp(lease, lease.lease.offset(), lease.lease.end(), false);
    }
  }

  void cancel(Lease part, long nanos) {
    leases.stream()
        .filter(lease -> lease.lease.id() == part.id())
        .findFirst()
        .ifPresent(lease -> giveUp(lease, part.offset(), part.end(), true));
  }

  /** What is to come of this part will not: tells the swarm, and the peer if it still might. */
  private void giveUp(Incoming lease, long from, long to, boolean tellPeer) {
    for (Span span : lease.giveUp(from, to)) {
      assigned -= span.length();
      for (long at = span.offset(); at < span.end(); at = Blocks.endOfBlock(layout, at)) {
        if (asked.remove(at) != null && tellPeer) {
          int piece = layout.pieceAt(at);
          send.accept(
              new PeerMessage.Cancel(
                  piece,
                  (int) (at - layout.pieceOffset(piece)),
                  (int) (Blocks.endOfBlock(layout, at) - at)));
        }
      }
      tell.accept(new SwarmEvent.Returned(source, lease.lease.id(), span));
    }
    if (lease.finished() && !lease.reading) {
      pass(lease);
    }
  }

  /** Asks for blocks while the window allows, and the swarm for leases while there are too few. */
  void pump(long nanos, long rate) {
    int room = window.blocks() - asked.size();
    boolean mute = choked && allowed.isEmpty();
    if (mute || room < Math.max(1, window.blocks() / 4)) {
      return; // few at a time would be a write each
    }
    for (Incoming lease : leases) {
      Optional<Integer> next = lease.nextUnasked();
      while (next.isPresent() && asked.size() < window.blocks()) {
        ask(lease, next.get(), nanos);
        next = lease.nextUnasked();
      }
      if (asked.size() >= window.blocks()) {
        break;
      }
    }
    long ahead = Math.clamp(rate / 8, 0, 4 * Lease.MAX_LENGTH); // until the swarm has answered
    long target = (long) window.blocks() * Blocks.SIZE + ahead;
    long lacking = target - assigned - told;
    if (lacking >= Math.clamp(target / 4, Blocks.SIZE, Lease.MAX_LENGTH)) {
      told += lacking;
      tell.accept(new SwarmEvent.Idle(source, (int) told));
    }
  }

  private void ask(Incoming lease, int block, long nanos) {
    long begin = lease.begin(block);
    int piece = layout.pieceAt(begin);
    lease.asked(block);
    asked.put(begin, new Asked(lease, block, nanos));
    send.accept(
        new PeerMessage.Request(
            piece, (int) (begin - layout.pieceOffset(piece)), lease.length(block)));
  }

  void layout(Layout known) {
    layout = known;
  }

  Optional<Slot> place(PeerMessage.Piece head, long nanos) {
    Asked request = request(head.piece(), head.begin());
    if (request == null || request.lease.length(request.block) != head.length()) {
      if (++unasked > MAX_UNASKED) {
        throw new WireException("blocks that nobody asked for");
      }
      return Optional.empty();
    }
    request.lease.reading = true;
    rejected = 0;
    readingSince = nanos;
    return Optional.of(new Slot(request.lease, request.block, nanos - request.nanos));
  }

  void progress(long nanos) {
    reading = true;
    lastArrival = nanos;
  }

  /** The connection ended, perhaps within a block. */
  void close() {
    leases.forEach(lease -> lease.reading = false);
    choked();
  }

  void arrived(Slot slot, long nanos, long rate) {
    Incoming lease = slot.lease;
    lease.reading = false;
    reading = false;
    lastArrival = nanos;
    window.arrived(slot.length(), slot.delayNanos, nanos);
    if (lease.state(slot.block) == Incoming.State.ASKED) {
      asked.remove(lease.begin(slot.block));
      lease.filled(slot.block);
      assigned -= slot.length();
    }
    if (lease.finished()
        || lease.waitingSince().filter(since -> nanos - since > RUN_NANOS).isPresent()) {
      pass(lease);
    }
  }

  /** Passes the run on, with what is in it. */
  private void pass(Incoming lease) {
    if (lease.hasRun()) {
      List<Span> spans = lease.pass();
      tell.accept(
          new SwarmEvent.Filled(source, lease.lease.id(), lease.base(), spans, lease.detach()));
    }
    if (lease.finished()) {
      leases.remove(lease);
    }
  }

  void tick(long nanos) {
    if (reading && nanos - lastArrival >= STALL_NANOS) {
      throw new WireException("a block stood still");
    }
    if (reading && nanos - readingSince >= BLOCK_NANOS) {
      throw new WireException("a block took minutes");
    }
    List<Incoming> due = new ArrayList<>();
    for (Incoming lease : leases) {
      if (lease.waitingSince().filter(since -> nanos - since >= RUN_NANOS).isPresent()) {
        due.add(lease);
      }
    }
    due.forEach(this::pass);
    if (!asked.isEmpty() && !reading && nanos - lastArrival >= SNUB_NANOS) {
      giveAllBack();
      window.snubbed();
      pump(nanos, 0);
    }
  }

  long nextTick() {
    long next = Long.MAX_VALUE;
    if (reading) {
      next = Math.min(lastArrival + STALL_NANOS, readingSince + BLOCK_NANOS);
    } else if (!asked.isEmpty()) {
      next = lastArrival + SNUB_NANOS;
    }
    for (Incoming lease : leases) {
      next = Math.min(next, lease.waitingSince().map(s -> s + RUN_NANOS).orElse(Long.MAX_VALUE));
    }
    return next;
  }
}
