package dev.shoal.bittorrent.session;

import dev.shoal.announce.TrackerClient;
import dev.shoal.base.Problem;
import dev.shoal.bittorrent.metainfo.Info;
import dev.shoal.bittorrent.metainfo.Metainfo;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.content.Conflict;
import dev.shoal.content.ContentState;
import dev.shoal.content.Disk;
import dev.shoal.content.Journal;
import dev.shoal.content.Layout;
import dev.shoal.content.PieceHasher;
import dev.shoal.content.Placement;
import dev.shoal.content.SafeNames;
import dev.shoal.content.Selection;
import dev.shoal.content.Storage;
import dev.shoal.content.V1Pieces;
import dev.shoal.host.FetchPlan;
import dev.shoal.host.Host;
import dev.shoal.host.Progress.Phase;
import dev.shoal.host.TransferEvent;
import dev.shoal.host.TransferListener;
import dev.shoal.host.Workers;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A torrent that is being fetched, then seeded until it is closed. */
final class FetchTransfer extends TransferBase {
  private static final String TORRENT = "torrent";
  private static final String PEERS = "peers";

  private final Wanted wanted;
  private final FetchPlan plan;
  private final Verified verified;
  private final long startedAt;
  private volatile @Nullable ContentState opened;
  private volatile @Nullable TrackerClient trackers;

  FetchTransfer(
      Torrents torrents, Host host, Wanted wanted, FetchPlan plan, TransferListener listener) {
    super(torrents, host, listener);
    this.wanted = wanted;
    this.plan = plan;
    this.verified = new Verified(this);
    this.startedAt = host.clock().nanos();
  }

  @Override
  void begin() {
    ContentState state = stateDisk().call(() -> host.contents().open(wanted.infoHash()));
    opened = state;
    Optional<Info> info =
        wanted.info().or(() -> stateDisk().call(() -> kept(state)).map(Metainfo::info));
    boolean isPrivate = info.map(Info::isPrivate).orElse(false); // of a link, as far as it is known
    enter(wanted.infoHash(), isPrivate);
    info.ifPresent(known -> describe(known, state));
    if (info.isEmpty()) {
      phase(Phase.FETCHING_METADATA);
    }
    seek(isPrivate, state);
  }

  private Workers stateDisk() {
    return host.contents().workers();
  }

  /** What an earlier run was told; what became of it otherwise is as good as forgotten. */
  private Optional<Metainfo> kept(ContentState state) {
    try {
      return state
          .recall(TORRENT)
          .map(Metainfo::parse)
          .filter(kept -> kept.info().infoHash().equals(wanted.infoHash()));
    } catch (Problem senseless) {
      return Optional.empty();
    }
  }

  /** Asks everybody who may know peers. */
  private void seek(boolean isPrivate, ContentState state) {
    Peers peers = new Peers(host);
    swarm().connections().found(peers.ofPerson(plan.peers()));
    if (!isPrivate) {
      swarm().connections().found(peers.ofLink(wanted.peers()));
      seekOpenly(memory(state));
    }
    Trackers.client(this, wanted.tiers(), plan.trackers(), plan.useTrackers(), isPrivate)
        .ifPresent(client -> {
          trackers = client;
          sources().add(client);
        });
  }

  private static SwarmMemory.Store memory(ContentState state) {
    return new SwarmMemory.Store() {
      @Override
      public Optional<byte[]> recall() {
        return state.recall(PEERS);
      }

      @Override
      public void keep(byte[] bytes) {
        state.keep(PEERS, bytes);
      }
    };
  }

  @Override
  public void metadata(byte[] bytes) {
    launch(
        "metadata",
        () -> {
          Info info = Info.parse(bytes);
          if (info.isPrivate()) {
            restrict();
          }
          describe(info, state());
        });
  }

  /** What is in it is known: looks at what is there, and begins to fetch the rest. */
  private void describe(Info info, ContentState state) {
    Layout layout = info.layout();
    event(new TransferEvent.Described(layout, info.infoHash()));
    stateDisk()
        .call(() -> {
          state.keep(TORRENT, wanted.description(info).encode());
          return true;
        });
    Selection selection =
        plan.selection().isBlank()
            ? wanted.selection(layout)
            : Selection.parse(plan.selection(), layout); // the person's own word counts more
    Workers disk = host.disk(plan.into());
    Placed placed = place(info, state, selection, disk);
    Placement placement = placed.placement;
    Storage storage = Storage.fetch(host.contents().disk(), layout, placement, state.partFile());
    requireUnchanged(
        info, storage, disk.call(() -> state.journal().look(layout, placement, storage.stamps())));
    Journal.Resumed resumed =
        disk.call(() -> state.journal().resume(layout, placement, storage.stamps()));
    BitSet have = resumed.trusted();
    have.or(placed.matching);
    BitSet doubtful = resumed.doubtful();
    doubtful.andNot(have);
    have.or(check(info, storage, doubtful));
    BitSet pieces = placement.wanted().pieces();
    disk.call(() -> {
      storage.unforced(unforced(have, state.journal()));
      storage.requireSpace(bytes(layout, have, pieces));
      state.journal().verified(have);
      return true;
    });
    event(new TransferEvent.Checked(have.cardinality(), layout.pieces()));
    verified.begin(new Verified.Place(layout, storage, state.journal(), disk), pieces, have);
    phase(Phase.DOWNLOADING);
    SwarmEvent.Wish wish = new SwarmEvent.Wish(pieces, first(layout), plan.sequential(), false);
    describe(info, storage, new Swarm.Plan(wish, have, disk));
    swarm().webSeeds().begin(wanted.webSeeds(info), layout);
  }

  /** Where it goes, and which pieces of what somebody else put there are right. */
  private record Placed(Placement placement, BitSet matching) {}

  /** Looks what is in the way, before the journal takes anything for this node's own. */
  private Placed place(Info info, ContentState state, Selection selection, Workers disk) {
    Disk files = host.contents().disk();
    if (plan.conflict() == Conflict.OVERWRITE) {
      state.journal().distrust();
    }
    Placement usual = Placement.of(info.layout(), plan.into(), selection);
    Optional<Path> earlier = state.journal().root().filter(root -> isBelow(root, plan.into()));
    Placement wished =
        earlier.map(root -> Placement.at(info.layout(), root, selection)).orElse(usual);
    BitSet ours = earlier.isPresent() ? state.journal().wanted() : new BitSet();
    Placement.Existing existing = disk.call(() -> wished.examine(files, ours));
    BitSet matching;
    try (Storage there = Storage.fetch(files, info.layout(), wished, state.partFile())) {
      matching = check(info, there, wished.toHash(existing));
    }
    Placement settled = disk.call(() -> wished.settle(files, existing, matching, plan.conflict()));
    return new Placed(settled, settled.root().equals(wished.root()) ? matching : new BitSet());
  }

  private BitSet first(Layout layout) {
    return plan.first().isBlank() ? new BitSet() : Selection.parse(plan.first(), layout).pieces();
  }

  private static boolean isBelow(Path root, Path folder) {
    return folder.toAbsolutePath().normalize().equals(root.toAbsolutePath().getParent());
  }

  /** What was complete and differs now was changed by somebody: it is theirs. */
  private void requireUnchanged(Info info, Storage storage, Journal.Resumed before) {
    BitSet missing = storage.placement().wanted().pieces();
    missing.andNot(before.trusted());
    BitSet changed = (BitSet) missing.clone();
    missing.andNot(before.doubtful());
    if (plan.conflict() == Conflict.OVERWRITE || !missing.isEmpty() || changed.isEmpty()) {
      return;
    }
    changed.andNot(check(info, storage, changed));
    if (!changed.isEmpty()) {
      throw new Problem(
          Problem.Kind.CONFLICT,
          SafeNames.forDisplay(storage.placement().root().toString())
              + " was changed since it was fetched",
          "choose --overwrite to fetch what differs again, or another folder with --to");
    }
  }

  /** What earlier runs wrote, but a power cut may still take. */
  private static BitSet unforced(BitSet have, Journal journal) {
    BitSet unforced = (BitSet) have.clone();
    unforced.andNot(journal.forced());
    return unforced;
  }

  private static long bytes(Layout layout, BitSet have, BitSet wanted) {
    BitSet both = (BitSet) have.clone();
    both.and(wanted);
    return both.stream().mapToLong(layout::pieceLength).sum();
  }

  private BitSet check(Info info, Storage storage, BitSet pieces) {
    if (pieces.isEmpty()) {
      return pieces;
    }
    Layout layout = info.layout();
    long total = pieces.stream().mapToLong(layout::pieceLength).sum();
    checking(0, total);
    return new PieceHasher(layout, storage, host.hashing()::run, Trackers.hashers())
        .matching(pieces, new V1Pieces(layout, info.pieces()), done -> checking(done, total));
  }

  @Override
  public void verified(int piece, int have) {
    verified.add(piece, have);
  }

  @Override
  public void completed() {
    verified.complete();
  }

  /** All is on the disk, and the journal knows. */
  void landed(Storage storage) {
    phase(Phase.SEEDING);
    long millis = (host.clock().nanos() - startedAt) / 1_000_000;
    TrackerClient client = trackers;
    if (client != null) {
      client.complete();
    }
    event(
        new TransferEvent.Completed(
            storage.placement().root(), storage.placement().wanted().bytes(), millis));
  }

  @Override
  void save() {
    ContentState state = opened;
    if (state != null) {
      verified.close();
      stateDisk()
          .call(() -> {
            state.close();
            return true;
          });
    }
  }

  private ContentState state() {
    ContentState state = opened;
    if (state == null) {
      throw new IllegalStateException("no state yet");
    }
    return state;
  }
}
