package dev.shoal.simulator.swarm;

import dev.shoal.bittorrent.piece.Blocks;
import dev.shoal.bittorrent.piece.RequestWindow;
import dev.shoal.bittorrent.piece.Span;
import dev.shoal.bittorrent.swarm.SwarmAction;
import dev.shoal.bittorrent.swarm.SwarmCore;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.host.Lease;
import dev.shoal.host.Runs.Run;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One peer: the product's core, and what {@code session.Swarm} and {@code peer.Link} are to it on a
 * machine. It decides nothing but how a lease is carried.
 */
final class Peer {
  /** What it is like. */
  enum Kind {
    /** It has everything from the beginning. */
    SEEDER,
    /** It takes and gives. */
    PEER,
    /** It takes and gives nothing. */
    FREE_RIDER,
    /** It says that it has everything, and what it gives is wrong. */
    LIAR
  }

  private static final long SECOND = 1_000_000_000L;
  private static final int MOST_IDLE = 4 * Lease.MAX_LENGTH;

  /** No payload is ever there. */
  private static final Run NOTHING =
      new Run() {
        @Override
        public ByteBuffer buffer() {
          throw new IllegalStateException("there are no bytes in a simulation");
        }

        @Override
        public void release() {}
      };

  final int id;
  final Kind kind;
  final Place place;
  final Flows.Line line;
  final BitSet have = new BitSet();
  final Account account = new Account();
  private final Swarm swarm;
  private final SwarmCore core;
  private final BitSet refused = new BitSet(0); // peers it never wants to see again
  private final Spoilt spoilt = new Spoilt();
  private final ArrayDeque<SwarmEvent> inbox = new ArrayDeque<>();
  private final ArrayList<@Nullable Side> sides = new ArrayList<>();
  private final ArrayList<Side> metered = new ArrayList<>(0);
  private final Task.Wake wake = new Task.Wake(this);
  private final Task.Second second = new Task.Second(this);
  private Side @Nullable [] nearestFirst;
  private @Nullable Side filling; // who gave what the core is being told of
  private int open;
  private boolean present;
  private boolean working;
  private boolean counting;
  private int wakeDue = Agenda.NONE;
  private long wakeAt;

  Peer(int id, Kind kind, Place place, Flows.Line line, Swarm swarm) {
    this.id = id;
    this.kind = kind;
    this.place = place;
    this.line = line;
    this.swarm = swarm;
    this.core = new SwarmCore(Swarm.INFO_HASH, swarm.chance());
  }

  /** When, and how many bytes: what is looked at in the end. */
  static final class Account {
    long cameAt = -1;
    long doneAt = -1;
    long given;
    long taken;
    long stored;
    long wrong; // of what was stored
    boolean banned; // somebody found it lying
  }

  boolean present() {
    return present;
  }

  boolean wants() {
    return kind == Kind.PEER || kind == Kind.FREE_RIDER;
  }

  boolean complete() {
    return !wants() || account.doneAt >= 0;
  }

  int connections() {
    return open;
  }

  List<@Nullable Side> sides() {
    return sides;
  }

  /** It is there, with nothing or with everything. */
  void begin() {
    present = true;
    account.cameAt = swarm.agenda.now();
    BitSet verified = wants() ? new BitSet() : (BitSet) swarm.all.clone();
    have.or(verified);
    tell(new SwarmEvent.Described(swarm.layout, verified, SwarmEvent.Wish.of(swarm.all)));
    settle();
  }

  /** It is gone, with all its connections. */
  void leave() {
    present = false;
    sides.stream().filter(side -> side != null).toList().forEach(this::end);
    inbox.clear();
    if (wakeDue != Agenda.NONE) {
      swarm.agenda.cancel(wakeDue);
      wakeDue = Agenda.NONE;
    }
  }

  /** Whether this one has lied to it. */
  boolean refuses(Peer other) {
    return refused.get(other.id);
  }

  Side open(long delay) {
    Side side = new Side(this, sides.size(), delay);
    sides.add(side);
    open++;
    nearestFirst = null;
    return side;
  }

  /** A connection stands: says what it has. */
  void greet(Side side) {
    tell(new SwarmEvent.Joined(side.source));
    if (have.cardinality() == swarm.layout.pieces()) {
      swarm.send(side.other(), new SwarmEvent.HasAll(side.other().source));
    } else if (!have.isEmpty()) {
      BitSet now = (BitSet) have.clone();
      swarm.send(side.other(), new SwarmEvent.Has(side.other().source, now));
    }
  }

  // --- what arrives

  void tell(SwarmEvent event) {
    inbox.add(event);
  }

  void told(Side side, SwarmEvent event) {
    tell(event);
    pump(side);
    settle();
  }

  void choked(Side side, boolean now) {
    tell(new SwarmEvent.Choked(side.source, now));
    side.choked = now;
    side.told = 0;
    if (now) {
      for (Parcel parcel : List.copyOf(side.expected)) {
        giveUp(side, parcel, parcel.wanted);
      }
      if (side.window != null) {
        side.window.reset();
      }
    } else if (side.window == null) {
      side.window = new RequestWindow();
    }
    pump(side);
    settle();
  }

  void came(Side side, Parcel parcel, long blocks) {
    long fresh = blocks & parcel.wanted;
    int bytes = parcel.bytes(fresh);
    if (fresh == 0) {
      return; // it was cancelled too late
    }
    long now = swarm.agenda.now();
    parcel.wanted &= ~fresh;
    side.assigned -= bytes;
    side.down.add(bytes, now);
    meter(side);
    if (side.window != null) {
      for (int n = Long.bitCount(fresh); n > 0; n--) {
        side.window.arrived(Blocks.SIZE, now - parcel.askedAt, now);
      }
    }
    List<Span> spans = new ArrayList<>(1);
    parcel.spans(fresh, spans::add);
    tell(new SwarmEvent.Filled(side.source, parcel.id, parcel.offset, spans, NOTHING));
    if (parcel.wanted == 0) {
      side.expected.remove(parcel);
    }
    pump(side);
    settle();
  }

  void given(Side side, int bytes) {
    account.given += bytes;
    side.up.add(bytes, swarm.agenda.now());
    meter(side);
  }

  /** Bytes that it could be given more are told as a link does. */
  private void pump(Side side) {
    RequestWindow window = side.window;
    if (side.choked || window == null) {
      return;
    }
    long ahead = Math.clamp(side.downRate / 8, 0, MOST_IDLE);
    long target = (long) window.blocks() * Blocks.SIZE + ahead;
    long lacking = target - side.assigned - side.told;
    if (lacking >= Math.clamp(target / 4, Blocks.SIZE, Lease.MAX_LENGTH)) {
      side.told += lacking;
      tell(new SwarmEvent.Idle(side.source, (int) side.told));
    }
  }

  // --- rates

  private void meter(Side side) {
    if (!side.metered) {
      side.metered = true;
      metered.add(side);
      if (!counting) {
        counting = true;
        swarm.agenda.add(swarm.agenda.now() + SECOND, second);
      }
    }
  }

  void second() {
    long now = swarm.agenda.now();
    int kept = 0;
    for (Side side : metered) {
      side.downRate = side.down.perSecond(now);
      long up = side.up.perSecond(now);
      tell(new SwarmEvent.Rates(side.source, side.downRate, up));
      side.metered = side.open && (side.downRate > 0 || up > 0);
      if (side.metered) {
        metered.set(kept++, side);
      }
    }
    metered.subList(kept, metered.size()).clear();
    counting = kept > 0;
    if (counting) {
      swarm.agenda.add(now + SECOND, second);
    }
    settle();
  }

  // --- the core

  /** Lets the core take what waits, never from within itself. */
  void settle() {
    if (working) {
      return;
    }
    working = true;
    long due = wakeDue == Agenda.NONE ? Long.MAX_VALUE : wakeAt;
    while (present && !inbox.isEmpty()) {
      SwarmEvent event = inbox.remove();
      filling = event instanceof SwarmEvent.Filled it ? sides.get(it.source()) : null;
      due = Math.min(due, core.on(event, swarm.agenda.now(), this::carryOut));
      swarm.counts.coreEvents++;
    }
    working = false;
    if (due != Long.MAX_VALUE && (wakeDue == Agenda.NONE || due < wakeAt)) {
      if (wakeDue != Agenda.NONE) {
        swarm.agenda.cancel(wakeDue);
      }
      wakeAt = due;
      wakeDue = swarm.agenda.add(due, wake);
    }
  }

  /** The core may have wanted it later: it says so again. */
  void wake() {
    wakeDue = Agenda.NONE;
    tell(new SwarmEvent.Tick());
    settle();
  }

  private void carryOut(SwarmAction action) {
    switch (action) {
      case SwarmAction.Grant(int source, Lease lease) -> grant(sides.get(source), lease);
      case SwarmAction.Cancel(int source, Lease part) -> cancel(sides.get(source), part);
      case SwarmAction.Choke(int source, boolean choked) -> choke(sides.get(source), choked);
      case SwarmAction.Interest(int source, boolean interested) -> {
        Side side = sides.get(source);
        if (side != null) {
          int there = side.other().source;
          swarm.send(side.other(), new SwarmEvent.Interest(there, interested));
        }
      }
      case SwarmAction.Store store -> store(store.spans());
      case SwarmAction.Drop(Run _) -> {}
      case SwarmAction.Hash(int piece) -> {
        boolean right = spoilt.right(piece);
        account.wrong += right ? 0 : swarm.layout.pieceLength(piece);
        swarm.later(
            swarm.setup.hashNanos(),
            new Task.Hashed(this, piece, right),
            () -> tell(new SwarmEvent.Hashed(piece, right, false)));
      }
      case SwarmAction.Fingerprint(int piece) ->
          tell(
              new SwarmEvent.Fingerprinted(
                  piece, spoilt.prints(piece, swarm.layout.pieceLength(piece)), List.of()));
      case SwarmAction.Verified(int piece, int _) -> verified(piece);
      case SwarmAction.Completed() -> swarm.completed(this);
      case SwarmAction.Reveal(int source, int piece) -> {
        Side side = sides.get(source);
        if (side != null) {
          int there = side.other().source;
          swarm.send(side.other(), new SwarmEvent.Has(there, swarm.only(piece)));
        }
      }
      case SwarmAction.End(int source, String _, boolean banned) -> {
        Side side = sides.get(source);
        if (side != null) {
          if (banned) {
            refused.set(side.other().owner.id);
            swarm.banned(side.other().owner);
          }
          end(side);
        }
      }
      case SwarmAction.Copied(int _) -> {}
      case SwarmAction.DiskAtFault(int _),
          SwarmAction.AskMetadata(int _, int _),
          SwarmAction.Metadata(byte[] _) ->
          throw new IllegalStateException("not in this world: " + action);
    }
  }

  private void grant(@Nullable Side side, Lease lease) {
    if (side == null) {
      return; // the core will hear that it is gone
    }
    Parcel parcel = new Parcel(lease, swarm.agenda.now());
    side.told = Math.max(0, side.told - lease.length());
    side.expected.add(parcel);
    side.assigned += lease.length();
    if (side.choked) {
      giveUp(side, parcel, parcel.wanted);
    } else {
      swarm.agenda.add(swarm.agenda.now() + side.delay, new Task.Asked(side.other(), parcel));
    }
  }

  private void cancel(@Nullable Side side, Lease part) {
    if (side != null) {
      for (Parcel parcel : List.copyOf(side.expected)) {
        if (parcel.id == part.id()) {
          long blocks = parcel.within(part) & parcel.wanted;
          giveUp(side, parcel, blocks);
          long there = swarm.agenda.now() + side.delay;
          swarm.agenda.add(there, new Task.Cancelled(side.other(), parcel, blocks));
        }
      }
    }
  }

  private void giveUp(Side side, Parcel parcel, long blocks) {
    parcel.wanted &= ~blocks;
    side.assigned -= parcel.bytes(blocks);
    parcel.spans(blocks, span -> tell(new SwarmEvent.Returned(side.source, parcel.id, span)));
    if (parcel.wanted == 0) {
      side.expected.remove(parcel);
    }
  }

  private void choke(@Nullable Side side, boolean choked) {
    boolean answers = !choked && kind != Kind.FREE_RIDER;
    if (side != null && side.answers != answers) {
      side.answers = answers;
      swarm.choke(side, !answers);
    }
  }

  private void store(List<Span> spans) {
    Side from = filling;
    for (Span span : spans) {
      account.stored += span.length();
      if (from != null) {
        spoilt.stored(swarm.layout, span, from.other().owner);
      }
      swarm.later(
          swarm.setup.diskNanos(),
          new Task.Stored(this, span),
          () -> tell(new SwarmEvent.Stored(span)));
    }
  }

  private void verified(int piece) {
    have.set(piece);
    spoilt.forget(piece);
    swarm.verified(this, piece, nearestFirst());
  }

  private Side[] nearestFirst() {
    Side[] known = nearestFirst;
    if (known == null) {
      known =
          sides.stream()
              .filter(side -> side != null)
              .sorted((a, b) -> Long.compare(a.delay, b.delay))
              .toArray(Side[]::new);
      nearestFirst = known;
    }
    return known;
  }

  /** Ends a connection; the other side hears of it later. */
  void end(Side side) {
    if (side.open) {
      ended(side);
      swarm.agenda.add(swarm.agenda.now() + side.delay, new Task.Ended(side.other()));
    }
  }

  /** A connection has ended. */
  void ended(Side side) {
    if (side.open) {
      side.open = false;
      swarm.flows.end(side);
      swarm.flows.end(side.other());
      side.expected.clear();
      sides.set(side.source, null);
      open--;
      nearestFirst = null;
      tell(new SwarmEvent.Left(side.source));
      swarm.lost(this);
    }
  }
}
