package dev.shoal.bittorrent.session;

import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import dev.shoal.bittorrent.metainfo.Info;
import dev.shoal.bittorrent.peer.Joining;
import dev.shoal.content.DiskException;
import dev.shoal.content.Layout;
import dev.shoal.content.Storage;
import dev.shoal.host.Host;
import dev.shoal.host.PeerView;
import dev.shoal.host.Progress;
import dev.shoal.host.Progress.Phase;
import dev.shoal.host.Transfer;
import dev.shoal.host.TransferEvent;
import dev.shoal.host.TransferListener;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What fetching and sharing have in common: a life from {@code start} to {@code close}, a swarm,
 * its sources of peers, and how it stands. Work that may wait runs on a thread of the transfer's
 * own.
 */
abstract class TransferBase implements Transfer, SwarmListener {
  protected final Torrents torrents;
  protected final Host host;
  private final TransferListener listener;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean over = new AtomicBoolean();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final PeerSources sources = new PeerSources(found -> swarm().connections().found(found));
  private final AtomicLong done = new AtomicLong();
  private volatile long total;
  private volatile Phase phase = Phase.CHECKING;
  private volatile @Nullable Swarm swarm;
  private final List<Thread> parts = new CopyOnWriteArrayList<>();
  private volatile @Nullable Storage storage;
  private Hash infoHash = Hash.sha1(new byte[0]);

  TransferBase(Torrents torrents, Host host, TransferListener listener) {
    this.torrents = torrents;
    this.host = host;
    this.listener = listener;
  }

  void start() {
    launch("transfer", this::begin);
  }

  /** Runs a part of the transfer on a thread of its own, which closing interrupts and waits for. */
  void launch(String name, Part part) {
    Thread thread = Thread.ofVirtual().name(name).unstarted(() -> guarded(part));
    parts.add(thread);
    thread.start();
  }

  /** Does all until peers are served or asked; runs on the transfer's own thread. */
  abstract void begin() throws InterruptedException;

  /** Bytes that are still wanted, for trackers; a large number while that is not known. */
  long left() {
    return total == 0 ? 1L << 40 : Math.max(0, total - done.get());
  }

  /** Runs a part of the transfer; what goes wrong ends the transfer with a sentence. */
  private void guarded(Part part) {
    try {
      part.run();
    } catch (Problem problem) {
      failed(problem);
    } catch (DiskException broken) {
      failed(new Problem(Problem.Kind.STORAGE, String.valueOf(broken.getMessage()), "", broken));
    } catch (InterruptedException stopped) {
      phase = Phase.STOPPED;
    } catch (OutOfMemoryError tooLarge) {
      failed(
          new Problem(
              Problem.Kind.UNEXPECTED,
              "this content has more files or pieces than the memory given to Shoal can hold",
              "give it more: SHOAL_JAVA_OPTIONS=-Xmx1g shoal …",
              tooLarge));
    } catch (RuntimeException bug) {
      if (!closed.get()) {
        failed(
            new Problem(
                Problem.Kind.UNEXPECTED,
                "this transfer ended by a mistake of Shoal's: " + bug,
                "run it again with -v and report what it prints",
                bug));
      }
    }
  }

  /** A part of a transfer that may wait. */
  interface Part {
    void run() throws InterruptedException;
  }

  /** Opens the swarm for connections. */
  void enter(Hash hash, boolean privateTorrent) {
    infoHash = hash;
    Swarm fresh = new Swarm(hash, new Peering(host, privateTorrent, torrents.connections()), this);
    torrents.open(hash, fresh);
    swarm = fresh;
    if (closed.get()) {
      throw new Problem(Problem.Kind.UNFINISHED, "stopped");
    }
  }

  Hash infoHash() {
    return infoHash;
  }

  Swarm swarm() {
    Swarm open = swarm;
    if (open == null) {
      throw new IllegalStateException("no swarm yet");
    }
    return open;
  }

  Optional<Swarm> openSwarm() {
    return Optional.ofNullable(swarm);
  }

  /** The content is at hand: peers may be asked for it or served. */
  void describe(Info info, Storage opened, Swarm.Plan plan) {
    storage = opened;
    Layout layout = info.layout();
    BitSet wanted = (BitSet) plan.wish().wanted().clone();
    total = bytes(layout, wanted);
    wanted.and(plan.verified());
    done.set(bytes(layout, wanted));
    swarm().describe(info, opened, plan);
  }

  private static long bytes(Layout layout, BitSet pieces) {
    return pieces.stream().mapToLong(layout::pieceLength).sum();
  }

  void verifiedBytes(long bytes) {
    done.addAndGet(bytes);
  }

  /** Runs a task that a disk worker carries out for this transfer. */
  void onDisk(Part task) {
    guarded(task);
  }

  Optional<Storage> storage() {
    return Optional.ofNullable(storage);
  }

  PeerSources sources() {
    return sources;
  }

  /** Asks whoever must not know of private content (BEP 27), and remembers peers. */
  void seekOpenly(SwarmMemory.Store memory) {
    sources.remember(new SwarmMemory(host, memory, () -> swarm().connections().views()));
    host.discovery().sources(infoHash).forEach(sources::addOpen);
  }

  /** The content turned out to be private (BEP 27). */
  void restrict() {
    swarm().connections().onlyTrackersAndPerson();
    sources.restrict();
  }

  void checking(long looked, long of) {
    phase = Phase.CHECKING;
    done.set(looked);
    total = of;
    event(new TransferEvent.Checking(looked, of));
  }

  void phase(Phase now) {
    phase = now;
  }

  boolean isClosed() {
    return closed.get();
  }

  @Override
  public void event(TransferEvent event) {
    if (!over.get()) {
      listener.on(event);
    }
  }

  /** Work that was under way when the transfer was closed may fail: nobody misses its result. */
  @Override
  public void failed(Problem problem) {
    if (!closed.get() && !over.getAndSet(true)) {
      listener.on(new TransferEvent.Failed(problem));
      Thread.ofVirtual().name("ending").start(this::close);
    }
  }

  @Override
  public Progress progress() {
    Swarm open = swarm;
    List<PeerView> views = open == null ? List.of() : open.views();
    Phase now = phase;
    if (views.isEmpty() && (now == Phase.DOWNLOADING || now == Phase.FETCHING_METADATA)) {
      now = Phase.FINDING_PEERS;
    }
    return new Progress(
        now,
        done.get(),
        total,
        views.stream().mapToLong(PeerView::downRate).sum(),
        views.stream().mapToLong(PeerView::upRate).sum(),
        open == null ? 0 : open.downloaded(),
        open == null ? 0 : open.uploaded(),
        views.size(),
        (int) views.stream().filter(view -> view.have() >= 1).count(),
        open == null ? 0 : open.connections().candidates(),
        open == null ? 0 : open.copies());
  }

  @Override
  public List<PeerView> peers() {
    Swarm open = swarm;
    return open == null ? List.of() : open.views();
  }

  /** Ends it; whoever asks for it while it ends waits for the end as well. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      awaitEnd();
      return;
    }
    try {
      end();
    } finally {
      ended.countDown();
    }
  }

  private void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void end() {
    parts.forEach(Thread::interrupt);
    parts.forEach(Joining::join);
    List<Thread> closing = sources.close();
    Swarm open = swarm;
    if (open != null) {
      open.close();
    }
    closing.forEach(Joining::join);
    leave();
    phase = Phase.STOPPED;
    over.set(true);
    torrents.ended(this);
  }

  /** Saves what is to be remembered, before its state is closed. */
  abstract void save();

  private void leave() {
    Swarm open = swarm;
    if (open != null) {
      torrents.shut(infoHash, open);
    }
    try {
      save();
    } finally {
      storage().ifPresent(Storage::close);
    }
  }
}
