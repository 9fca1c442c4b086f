package dev.shoal.bittorrent.swarm;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.extension.MetadataFetch;
import dev.shoal.bittorrent.piece.Holdings;
import dev.shoal.bittorrent.piece.PiecePicker;
import dev.shoal.bittorrent.piece.Sources;
import dev.shoal.bittorrent.piece.Span;
import dev.shoal.host.Lease;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One torrent's swarm: events in, actions out. It knows sources by their numbers and never sees a
 * wire message, a socket or a file; the same object runs on sockets and in virtual time. Pure; one
 * thread at a time uses it.
 */
public final class SwarmCore {
  /** A lease is at most about a second of its source's rate, and at least this. */
  private static final int MIN_LEASE = 1 << 16;

  /** When all is handed out: how soon to see whether something is late. */
  private static final long LOOK_AGAIN_NANOS = 500_000_000;

  private static final Comparator<SwarmPeer> FASTEST_FIRST =
      Comparator.comparingLong((SwarmPeer peer) -> peer.down)
          .thenComparingLong(peer -> peer.given)
          .reversed();

  private final MetadataFetch metadata;
  private final RandomGenerator random;
  private final Sources<SwarmPeer> peers = new Sources<>();
  private final LeaseBook leases = new LeaseBook();
  private final Uploads uploads;
  private @Nullable PiecePicker picker;
  private @Nullable Verdicts verdicts;
  private final SuperSeeding superSeeding;
  private boolean completed;
  private boolean starved; // a source could give more than there was to hand out
  private long lookAt;
  private final Partings partings = new Partings();
  private long now;
  private Consumer<SwarmAction> out = action -> {};

  /** A swarm that knows nothing but the hash of its metadata. */
  public SwarmCore(Hash infoHash, RandomGenerator random) {
    this.metadata = new MetadataFetch(infoHash);
    this.random = random;
    this.uploads = new Uploads(random);
    this.superSeeding = new SuperSeeding(random);
  }

  /**
   * Takes an event.
   *
   * @param nanos the time
   * @param actions gets what is decided, in order
   * @return when a {@link SwarmEvent.Tick} is due at the latest; MAX_VALUE: not at all
   */
  public long on(SwarmEvent event, long nanos, Consumer<SwarmAction> actions) {
    out = actions;
    now = nanos;
    switch (event) {
      case SwarmEvent.Joined(int source) -> {
        peers.put(source, new SwarmPeer(source));
        superSeeding.joined(source, out);
      }
      case SwarmEvent.Left(int source) -> left(source, nanos);
      case SwarmEvent.Has(int source, BitSet pieces) -> with(source, p -> has(p, pieces));
      case SwarmEvent.HasAll(int source) -> with(source, this::hasAll);
      case SwarmEvent.Interest(int source, boolean interested) ->
          with(source, p -> uploads.interest(source, interested, picker != null, out));
      case SwarmEvent.HasNot(int source, int piece) -> with(source, p -> hasNot(p, piece));
      case SwarmEvent.Allowed(int source, int piece) -> with(source, p -> p.holdings.allow(piece));
      case SwarmEvent.UploadOnly(int source) -> with(source, this::uploadOnly);
      case SwarmEvent.Choked(int source, boolean choked) ->
          with(source, p -> p.holdings.choking(choked));
      case SwarmEvent.Rates(int source, long down, long up) ->
          with(
              source,
              p -> {
                p.down = down;
                uploads.rates(source, down, up);
              });
      case SwarmEvent.Idle(int source, int bytes) ->
          with(
              source,
              p -> {
                p.idle = bytes;
                grant(p);
              });
      case SwarmEvent.Filled filled -> filled(filled);
      case SwarmEvent.Returned(int source, long lease, Span span) -> returned(source, lease, span);
      case SwarmEvent.Stored(Span span) -> stored(span);
      case SwarmEvent.Hashed(int piece, boolean right, boolean readBack) ->
          hashed(piece, right, readBack);
      case SwarmEvent.Fingerprinted(int piece, List<Hash> onDisk, List<Hash> received) -> {
        if (verdicts != null && verdicts.fingerprinted(piece, onDisk, received, out)) {
          grantAll();
        }
      }
      case SwarmEvent.DiskFailed(Span span) -> diskFailed(span);
      case SwarmEvent.Described described -> described(described);
      case SwarmEvent.MetadataOffered(int source, int size) -> {
        if (picker == null) {
          metadata.offered(source, size, nanos, this::askMetadata);
        }
      }
      case SwarmEvent.MetadataBlock(int source, int block, byte[] bytes) ->
          metadataBlock(source, block, bytes, nanos);
      case SwarmEvent.MetadataRejected(int source, int _) ->
          metadata.without(source, nanos, this::askMetadata);
      case SwarmEvent.Tick() -> {
        metadata.tick(nanos, this::askMetadata);
        if (starved) {
          starved = false;
          grantAll();
        }
        if (partings.due(nanos)) {
          part();
        }
      }
    }
    long asking = picker == null ? metadata.deadline() : Long.MAX_VALUE;
    long wake = earlier(asking, uploads.round(completed, nanos, out), nanos);
    wake = earlier(wake, partings.next(), nanos);
    return starved && !completed ? earlier(wake, lookAt, nanos) : wake;
  }

  private static long earlier(long a, long b, long nanos) {
    if (a == Long.MAX_VALUE || b == Long.MAX_VALUE) {
      return Math.min(a, b);
    }
    return a - nanos < b - nanos ? a : b;
  }

  private void with(int source, Consumer<SwarmPeer> action) {
    SwarmPeer peer = peers.get(source);
    if (peer != null) { // it left, and this was on its way
      action.accept(peer);
    }
  }

  private void left(int source, long nanos) {
    SwarmPeer peer = peers.remove(source);
    if (peer == null) {
      return;
    }
    List<Span> rest = leases.leave(source);
    uploads.left(source, out);
    superSeeding.left(source);
    metadata.without(source, nanos, this::askMetadata);
    if (picker != null) {
      rest.forEach(span -> picker.giveBack(source, span));
      picker.leave(source, peer.holdings);
      grantAll();
    }
  }

  private void has(SwarmPeer peer, BitSet pieces) {
    if (picker == null) {
      peer.early.or(pieces);
      return;
    }
    picker.holders().has(peer.holdings, pieces);
    if (completed) {
      superSeeding.has(peer.id, pieces, out);
    }
    changed(peer);
  }

  private void hasNot(SwarmPeer peer, int piece) {
    peer.early.clear(piece);
    if (picker != null) {
      picker.holders().hasNot(peer.holdings, piece);
      interest(peer);
    }
  }

  private void uploadOnly(SwarmPeer peer) {
    peer.uploadOnly = true;
    farewell(peer);
  }

  private void hasAll(SwarmPeer peer) {
    if (picker == null) {
      peer.hasAllEarly = true;
      return;
    }
    picker.holders().hasAll(peer.holdings);
    changed(peer);
  }

  /** What a peer has changed. */
  private void changed(SwarmPeer peer) {
    if (peer.holdings.all() && !peer.hadAll) {
      peer.hadAll = true;
      out.accept(new SwarmAction.Copied(peer.id));
    }
    interest(peer);
    grant(peer);
  }

  private void interest(SwarmPeer peer) {
    boolean wanted = peer.holdings.interesting() && !completed;
    if (wanted != peer.wanted) {
      peer.wanted = wanted;
      out.accept(new SwarmAction.Interest(peer.id, wanted));
    }
    farewell(peer);
  }

  private void farewell(SwarmPeer peer) {
    if (completed && peer.wantsNothing()) {
      partings.expect(now);
    }
  }

  /** Ends connections between two that have everything. */
  private void part() {
    peers.forEach(peer -> {
      if (peer.wantsNothing()) {
        out.accept(new SwarmAction.End(peer.id, "both sides want nothing", false));
      }
    });
  }

  private void described(SwarmEvent.Described event) {
    if (picker != null) {
      return;
    }
    SwarmEvent.Wish wish = event.wish();
    PiecePicker known =
        new PiecePicker(event.layout(), wish.wanted(), event.verified(), wish.sequential(), random);
    picker = known;
    picker.first(wish.first());
    verdicts = new Verdicts(picker);
    completed = picker.complete();
    if (wish.superSeed() && completed) {
      superSeeding.begin(event.layout().pieces());
    }
    peers.forEach(peer -> join(peer, known));
    if (completed) {
      out.accept(new SwarmAction.Completed());
    }
  }

  /** What a source said before the content was known counts now. */
  private void join(SwarmPeer peer, PiecePicker known) {
    if (peer.hasAllEarly) {
      known.holders().hasAll(peer.holdings);
    } else {
      known.holders().has(peer.holdings, peer.early);
    }
    peer.early = new BitSet(0);
    peer.hadAll = peer.holdings.all();
    uploads.admit(peer.id, out);
    superSeeding.joined(peer.id, out);
    interest(peer);
    grant(peer);
  }

  /** The fastest first: what is late is not passed from one slow source to the next. */
  private void grantAll() {
    if (completed) {
      return;
    }
    List<SwarmPeer> idle = new ArrayList<>();
    peers.forEach(peer -> {
      if (peer.idle > 0 && peer.holdings.givesAnything()) {
        idle.add(peer);
      }
    });
    idle.sort(FASTEST_FIRST);
    idle.forEach(this::grant);
  }

  /** Hands out leases until the source has what it can take. */
  private void grant(SwarmPeer peer) {
    if (picker == null || completed || !peer.holdings.givesAnything()) {
      return;
    }
    while (peer.idle > 0) {
      // what it wants at once shows its rate before that has been measured for a second
      int size = Math.clamp(Math.max(peer.down, peer.idle), MIN_LEASE, Lease.MAX_LENGTH);
      Optional<Span> span = picker.next(peer.id, peer.holdings, size, leases.busy(peer.id), now);
      if (span.isEmpty()) {
        starve(peer);
        return;
      }
      peer.idle -= span.get().length();
      out.accept(new SwarmAction.Grant(peer.id, leases.grant(peer.id, span.get())));
    }
  }

  private void starve(SwarmPeer peer) {
    if (!starved && peer.holdings.interesting()) {
      starved = true;
      lookAt = now + LOOK_AGAIN_NANOS;
    }
  }

  private void filled(SwarmEvent.Filled event) {
    List<Span> store = new ArrayList<>();
    boolean print = false;
    for (Span span : event.spans()) {
      if (picker != null && leases.take(event.source(), event.lease(), span)) {
        store.addAll(picker.accept(event.source(), span));
        with(event.source(), peer -> peer.given += span.length());
        print |= picker.suspicious(span);
        if (picker.awaited(span)) {
          leases.others(
              event.source(),
              span,
              (other, part) -> out.accept(new SwarmAction.Cancel(other, part)));
        }
      }
    }
    out.accept(
        store.isEmpty()
            ? new SwarmAction.Drop(event.run())
            : new SwarmAction.Store(event.run(), event.base(), store, print));
    with(event.source(), this::grant);
  }

  private void returned(int source, long lease, Span span) {
    if (picker != null && leases.take(source, lease, span)) {
      picker.giveBack(source, span);
      grantAll();
    }
  }

  private void stored(Span span) {
    if (picker != null) {
      picker.stored(span).forEach(piece -> out.accept(new SwarmAction.Hash(piece)));
    }
  }

  private void diskFailed(Span span) {
    if (picker != null) {
      picker.lose(span);
      grantAll();
    }
  }

  private void hashed(int piece, boolean right, boolean readBack) {
    if (picker == null || verdicts == null) {
      return;
    }
    if (!right) {
      verdicts.wrong(piece, readBack, out);
      grantAll();
      return;
    }
    List<Holdings> all = new ArrayList<>(peers.size());
    peers.forEach(peer -> all.add(peer.holdings));
    if (!picker.verify(piece, all)) {
      return;
    }
    out.accept(new SwarmAction.Verified(piece, picker.verifiedCount()));
    verdicts.right(piece, out);
    boolean done = picker.complete() && !completed;
    completed |= done;
    if (done) {
      out.accept(new SwarmAction.Completed());
    }
    peers.forEach(peer -> {
      if (done || !peer.holdings.interesting()) {
        interest(peer);
      }
    });
  }

  private void askMetadata(Integer source, int block) {
    out.accept(new SwarmAction.AskMetadata(source, block));
  }

  private void metadataBlock(int source, int block, byte[] bytes, long nanos) {
    if (picker != null) {
      return;
    }
    switch (metadata.block(source, block, bytes, nanos, this::askMetadata)) {
      case MORE -> {}
      case DONE -> out.accept(new SwarmAction.Metadata(metadata.info()));
      case WRONG -> out.accept(new SwarmAction.End(source, "it sent wrong metadata", true));
    }
  }

  /** What of the content is verified; empty while it is not described. */
  public BitSet verified() {
    return picker == null ? new BitSet() : picker.verified();
  }
}
