package dev.shoal.simulator.swarm;

import dev.shoal.bittorrent.piece.Span;
import dev.shoal.bittorrent.swarm.SwarmAction;
import dev.shoal.bittorrent.swarm.SwarmCore;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.host.Lease;
import dev.shoal.host.Runs.Run;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
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

  Side open(Peer to, long delay) {
    Side side = new Side(this, to.id, sides.size(), delay);
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
    swarm.wire.pump(side);
    settle();
  }

  void choked(Side side, boolean now) {
    swarm.wire.choked(side, now);
    settle();
  }

  void came(Side side, Parcel parcel, long blocks) {
    if (swarm.wire.came(side, parcel, blocks)) {
      meter(side);
      settle();
    }
  }

  void sent(Side side) {
    account.given += swarm.wire.sent(side);
    meter(side);
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
      side.downRate = side.downRate(now);
      long up = side.upRate(now);
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
      case SwarmAction.Grant(int source, Lease lease) ->
          with(source, side -> swarm.wire.grant(side, lease));
      case SwarmAction.Cancel(int source, Lease part) ->
          with(source, side -> swarm.wire.cancel(side, part));
      case SwarmAction.Choke(int source, boolean choked) ->
          with(source, side -> choke(side, choked));
      case SwarmAction.Interest(int source, boolean interested) ->
          with(
              source,
              side ->
                  swarm.send(
                      side.other(), new SwarmEvent.Interest(side.other().source, interested)));
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
      case SwarmAction.Reveal(int source, int piece) ->
          with(
              source,
              side ->
                  swarm.send(
                      side.other(), new SwarmEvent.Has(side.other().source, swarm.only(piece))));
      case SwarmAction.End(int source, String _, boolean banned) ->
          with(source, side -> end(side, banned));
      case SwarmAction.Copied(int _) -> {}
      case SwarmAction.DiskAtFault(int _),
          SwarmAction.AskMetadata(int _, int _),
          SwarmAction.Metadata(byte[] _) ->
          throw new IllegalStateException("not in this world: " + action);
    }
  }

  /** Unless it is gone, of which the core will hear. */
  private void with(int source, Consumer<Side> action) {
    Side side = sides.get(source);
    if (side != null) {
      action.accept(side);
    }
  }

  private void end(Side side, boolean banned) {
    if (banned) {
      refused.set(side.peer);
      swarm.banned(side.other().owner);
    }
    end(side);
  }

  private void choke(Side side, boolean choked) {
    boolean answers = !choked && kind != Kind.FREE_RIDER;
    if (side.answers != answers) {
      side.answers = answers;
      swarm.wire.choke(side, !answers);
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

  /** The other ends of its connections. */
  private Side[] nearestFirst() {
    Side[] known = nearestFirst;
    if (known == null) {
      List<Side> there = new ArrayList<>();
      for (Side side : sides) {
        if (side != null) {
          there.add(side.other());
        }
      }
      there.sort((a, b) -> Long.compare(a.delay, b.delay));
      known = there.toArray(Side[]::new);
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
