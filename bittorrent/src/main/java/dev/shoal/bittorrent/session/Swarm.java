package dev.shoal.bittorrent.session;

import dev.shoal.base.Clock;
import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.base.Problem;
import dev.shoal.bittorrent.metainfo.Info;
import dev.shoal.bittorrent.peer.Batches;
import dev.shoal.bittorrent.peer.Link;
import dev.shoal.bittorrent.peer.LinkCommand;
import dev.shoal.bittorrent.peer.LinkWork;
import dev.shoal.bittorrent.swarm.SwarmAction;
import dev.shoal.bittorrent.swarm.SwarmCore;
import dev.shoal.bittorrent.swarm.SwarmDriver;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.bittorrent.wire.PeerMessage.Request;
import dev.shoal.content.DiskException;
import dev.shoal.content.Storage;
import dev.shoal.content.V1Pieces;
import dev.shoal.host.Host;
import dev.shoal.host.Lease;
import dev.shoal.host.PeerView;
import dev.shoal.host.Runs;
import dev.shoal.host.Source;
import dev.shoal.host.TransferEvent;
import dev.shoal.host.Workers;
import dev.shoal.net.RateLimit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One torrent's swarm at work on a host: carries out what its {@link SwarmCore} decides, with
 * {@link Connections} for the peers and a {@link PieceStore} for the bytes.
 */
final class Swarm implements LinkWork, AutoCloseable {
  private static final int MAX_WARNINGS = 100; // a person has seen the point by then

  private final Host host;
  private final SwarmListener listener;
  private final SwarmCore core;
  private final SwarmDriver driver;
  private final Connections connections;
  private final WebSeeds webSeeds;
  private final Set<String> warned = ConcurrentHashMap.newKeySet(); // of files that went away
  private final Batches batches = new Batches();
  private final RateLimit down;
  private final RateLimit up;
  private final LongAdder downloaded = new LongAdder();
  private final LongAdder uploaded = new LongAdder();
  private final AtomicInteger copies = new AtomicInteger();
  private final Set<Integer> counted = ConcurrentHashMap.newKeySet(); // links with a copy
  private final AtomicBoolean failed = new AtomicBoolean();
  private volatile @Nullable Described described;
  private volatile boolean wantsNothing;

  /** The content, once it is known. */
  private record Described(
      PieceStore store, HaveSet have, LinkCommand.Described command, boolean all) {}

  Swarm(Hash infoHash, Peering peering, SwarmListener listener) {
    this.host = peering.host();
    this.listener = listener;
    this.down = host.limits().down().share();
    this.up = host.limits().up().share();
    this.core = new SwarmCore(infoHash, host.random("swarm " + infoHash));
    this.driver = new SwarmDriver(core, host.clock(), host.timers(), this::carryOut, this::bug);
    this.connections = new Connections(infoHash, peering, this);
    this.webSeeds = new WebSeeds(host, this);
  }

  Connections connections() {
    return connections;
  }

  /** Whether all that was wanted is here. */
  boolean wantsNothing() {
    return wantsNothing;
  }

  WebSeeds webSeeds() {
    return webSeeds;
  }

  /** Everybody who is connected, as a person may see them. */
  List<PeerView> views() {
    List<PeerView> views = new ArrayList<>(connections.views());
    views.addAll(webSeeds.views());
    return views;
  }

  private void with(int source, Consumer<Source> action) {
    connections.with(source, action::accept);
    webSeeds.source(source).ifPresent(action);
  }

  void tell(SwarmEvent event) {
    driver.tell(event);
  }

  /** What the workers tell, of which wrong pieces are for the person as well. */
  private void worked(SwarmEvent event) {
    if (event instanceof SwarmEvent.Hashed(int piece, boolean right, _) && !right) {
      listener.event(new TransferEvent.PieceWrong(piece));
    }
    tell(event);
  }

  /** What new links are told first, if it is known yet. */
  @Nullable LinkCommand greeting() {
    Described known = described;
    return known == null ? null : known.command;
  }

  /** The content is known and its storage open: fetching or serving begins. */
  void describe(Info info, Storage storage, Plan plan) {
    HaveSet have = new HaveSet(info.layout().pieces(), plan.verified());
    PieceStore store =
        new PieceStore(
            storage,
            new PieceStore.Pieces(info.layout(), new V1Pieces(info.layout(), info.pieces())),
            new PieceStore.Pools(plan.disk(), host.hashing()),
            this::worked,
            this::diskFailed);
    LinkCommand.Described command =
        new LinkCommand.Described(
            info.layout(), bytes(info.raw()), have::has, !plan.wish().superSeed());
    boolean all = plan.wish().wanted().cardinality() == info.layout().pieces();
    described = new Described(store, have, command, all);
    connections.broadcast(command);
    driver.tell(new SwarmEvent.Described(info.layout(), plan.verified(), plan.wish()));
  }

  static byte[] bytes(ByteBuffer raw) {
    byte[] bytes = new byte[raw.remaining()];
    raw.get(bytes);
    return bytes;
  }

  /**
   * How the content is to be fetched or served.
   *
   * @param verified pieces that are there
   * @param disk the workers of the disk it is on
   */
  record Plan(SwarmEvent.Wish wish, BitSet verified, Workers disk) {}

  private void carryOut(SwarmAction action) {
    Described known = described;
    switch (action) {
      case SwarmAction.Grant(int source, Lease lease) -> with(source, giver -> giver.take(lease));
      case SwarmAction.Cancel(int source, Lease part) -> with(source, giver -> giver.cancel(part));
      case SwarmAction.Choke(int source, boolean choked) ->
          connections.with(source, link -> link.post(new LinkCommand.Choke(choked)));
      case SwarmAction.Interest(int source, boolean interested) ->
          connections.with(source, link -> link.post(new LinkCommand.Interest(interested)));
      case SwarmAction.AskMetadata(int source, int block) ->
          connections.with(source, link -> link.post(new LinkCommand.AskMetadata(block)));
      case SwarmAction.Store store -> {
        if (known != null) {
          known.store.store(store);
        }
      }
      case SwarmAction.Drop(Runs.Run run) -> run.release();
      case SwarmAction.Hash(int piece) -> {
        if (known != null) {
          known.store.hash(piece);
        }
      }
      case SwarmAction.Fingerprint(int piece) -> {
        if (known != null) {
          known.store.fingerprint(piece);
        }
      }
      case SwarmAction.DiskAtFault(int piece) -> diskAtFault(piece);
      case SwarmAction.Reveal(int source, int piece) ->
          connections.with(source, link -> link.post(new LinkCommand.Have(piece)));
      case SwarmAction.Verified(int piece, int have) -> listener.verified(piece, have);
      case SwarmAction.Completed() -> {
        wantsNothing = true;
        if (known != null && !known.all) { // others have seen that we have all else
          connections.broadcast(new LinkCommand.WantNothing());
        }
        webSeeds.close();
        listener.completed();
      }
      case SwarmAction.Copied(int source) -> copied(source);
      case SwarmAction.End(int source, String why, boolean banned) -> {
        connections.end(source, why, banned);
        webSeeds.end(source, why, banned);
      }
      case SwarmAction.Metadata(byte[] info) -> listener.metadata(info);
    }
  }

  private void copied(int source) {
    connections.with(
        source,
        link -> {
          if (link.uploaded() > 0 && counted.add(source)) {
            copies.incrementAndGet();
          }
        });
  }

  /** Some clients leave without telling that they are complete; what they were given tells it. */
  void left(Link link) {
    Described known = described;
    boolean all = known != null && link.uploaded() >= Math.max(1, known.command.layout().length());
    if (all && counted.add(link.id())) {
      copies.incrementAndGet();
    }
  }

  /** A verified piece is safe on disk: links may serve it and tell of it. */
  void announce(int piece) {
    Described known = described;
    if (known != null) {
      known.have.add(piece);
      connections.broadcast(new LinkCommand.Have(piece));
    }
  }

  private void diskFailed(DiskException broken) {
    if (failed.compareAndSet(false, true)) {
      boolean full = broken.reason() == DiskException.Reason.FULL;
      listener.failed(
          new Problem(
              Problem.Kind.STORAGE,
              String.valueOf(broken.getMessage()),
              full ? "make room and run the same command again; it goes on where it was" : "",
              broken));
    }
  }

  private void diskAtFault(int piece) {
    if (failed.compareAndSet(false, true)) {
      listener.failed(
          new Problem(
              Problem.Kind.STORAGE,
              "the disk gives back other bytes of piece " + piece + " than were written to it",
              "look for its errors (dmesg, smartctl) and fetch to another one with --to"));
    }
  }

  private void bug(RuntimeException bug) {
    if (failed.compareAndSet(false, true)) {
      listener.failed(
          new Problem(
              Problem.Kind.UNEXPECTED,
              "this transfer ended by a mistake of Shoal's: " + bug,
              "run it again with -v and report what it prints",
              bug));
    }
  }

  void warn(String words) {
    listener.event(new TransferEvent.Warning(words, Optional.empty()));
  }

  void peerChanged(PeerView view, TransferEvent.Peer.State state) {
    listener.event(new TransferEvent.Peer(view, state));
  }

  void banned(Locator.Ip peer, String why) {
    listener.event(new TransferEvent.Banned(peer, why));
  }

  void warn(String message, String hint) {
    listener.event(new TransferEvent.Warning(message, Optional.of(hint)));
  }

  long downloaded() {
    return downloaded.sum();
  }

  long uploaded() {
    return uploaded.sum();
  }

  int copies() {
    return copies.get();
  }

  @Override
  public Clock clock() {
    return host.clock();
  }

  @Override
  public Runs runs() {
    return host.runs();
  }

  @Override
  public RateLimit down() {
    return down;
  }

  @Override
  public RateLimit up() {
    return up;
  }

  @Override
  public void read(List<Request> requests, ByteBuffer into) {
    Described known = described;
    if (known == null) {
      throw new IllegalStateException("asked for data before it is known");
    }
    known.store.read(requests, into);
  }

  @Override
  public Batches batches() {
    return batches;
  }

  /** A file was changed or went away while it is served: it is not offered any more. */
  @Override
  public void unreadable(List<Request> requests, DiskException why) {
    Described known = described;
    if (known == null) {
      return;
    }
    int gone = 0;
    for (Request request : known.store.unreadable(requests)) {
      if (known.have.remove(request.piece())) {
        gone++;
        connections.broadcast(new LinkCommand.Lost(request.piece()));
      }
    }
    if (gone > 0 && warned.size() < MAX_WARNINGS && warned.add(why.getMessage())) {
      listener.event(
          new TransferEvent.Warning(
              why.getMessage() + "; what is in it is not given to anybody any more",
              Optional.of("put it back as it was and start again")));
    }
  }

  @Override
  public void moved(long in, long out) {
    downloaded.add(in);
    uploaded.add(out);
  }

  @Override
  public void close() {
    driver.close();
    webSeeds.close();
    connections.close();
  }
}
