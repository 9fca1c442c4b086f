package dev.shoal.bittorrent.webseed;

import dev.shoal.base.Locator;
import dev.shoal.content.Layout;
import dev.shoal.content.SafeNames;
import dev.shoal.host.Lease;
import dev.shoal.host.PeerView;
import dev.shoal.host.Source;
import dev.shoal.host.TransferEvent;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One web seed as a source of a swarm: a {@link SeedCore}, and two lanes that work for it, so that
 * one reads while the other waits for an answer to begin.
 *
 * <p>The lanes take turns at the core under {@code turn}, which nobody holds while waiting. What
 * the swarm decides is put into a mailbox and taken at the next turn.
 */
public final class WebSeed implements Source {
  /** How long an answer may take to begin, and 64 KiB of it to come. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Connections to one server: what browsers take at most is six; files need fewer. */
  private static final int LANES = 2;

  private final int id;
  private final URI uri;
  private final Layout layout;
  private final WebSeedWork work;
  private final SeedCore core;
  private final ReentrantLock turn = new ReentrantLock();
  private final ConcurrentLinkedQueue<Consumer<SeedCore>> mailbox = new ConcurrentLinkedQueue<>();
  private final List<SeedLane> lanes;
  private final List<Thread> threads;
  private final AtomicInteger running = new AtomicInteger(LANES);
  private final AtomicBoolean reached = new AtomicBoolean();
  private volatile Locator.@Nullable Ip server;
  private volatile boolean ended;

  /**
   * A web seed that nobody asks yet.
   *
   * @param id its number in the swarm
   * @param uri as the torrent or link names it
   * @param layout of the content
   */
  public WebSeed(int id, URI uri, Layout layout, WebSeedWork work) {
    this.id = id;
    this.uri = uri;
    this.layout = layout;
    this.work = work;
    this.core = new SeedCore(id, layout, work::tell);
    SeedUrls urls = new SeedUrls(uri, layout);
    this.lanes = IntStream.range(0, LANES).mapToObj(_ -> new SeedLane(this, urls, work)).toList();
    this.threads =
        lanes.stream()
            .map(lane -> Thread.ofVirtual().name("web seed " + uri.getHost()).unstarted(lane))
            .toList();
  }

  /** Joins the swarm and begins to fetch what it is granted. */
  public void start() {
    turn(core -> core.begin(work.clock().nanos()));
    threads.forEach(Thread::start);
  }

  @Override
  public int id() {
    return id;
  }

  @Override
  public void take(Lease lease) {
    post(core -> core.grant(lease));
  }

  @Override
  public void cancel(Lease part) {
    post(core -> core.cancel(part, work.clock().nanos()));
  }

  @Override
  public void end(String reason) {
    ended = true;
    lanes.forEach(SeedLane::close);
    threads.forEach(LockSupport::unpark);
  }

  private void post(Consumer<SeedCore> command) {
    mailbox.add(command); // bounded by the window: what is out is what was asked for
    threads.forEach(LockSupport::unpark);
  }

  /** Where it is, as the torrent or link names it. */
  public URI uri() {
    return uri;
  }

  /** How a person may see it; empty before it has answered, and while it is left alone. */
  public Optional<PeerView> view() {
    return Optional.ofNullable(server).filter(_ -> ask(SeedCore::serves)).map(this::view);
  }

  private PeerView view(Locator.Ip at) {
    long nanos = work.clock().nanos();
    String client = SafeNames.forDisplay("web seed " + uri.getHost());
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    return ask(core ->
        new PeerView(at, at.port(), client, core.share(), core.downRate(nanos), 0, 0, false, tls));
  }

  // --- for its lanes

  Layout layout() {
    return layout;
  }

  boolean ended() {
    return ended;
  }

  /** Takes a turn at the core, after what the swarm has decided meanwhile, for an answer. */
  <T> T ask(Function<SeedCore, T> action) {
    turn.lock();
    try {
      for (var command = mailbox.poll(); command != null; command = mailbox.poll()) {
        command.accept(core);
      }
      return action.apply(core);
    } finally {
      turn.unlock();
    }
  }

  /** Takes a turn at the core. */
  void turn(Consumer<SeedCore> action) {
    ask(core -> {
      action.accept(core);
      return true;
    });
  }

  /** Waits for a grant, the end of a pause, or the end. */
  void pause() throws InterruptedException {
    long wake = ask(SeedCore::wake);
    long nanos = wake - work.clock().nanos();
    if (mailbox.isEmpty() && !ended) {
      if (wake == Long.MAX_VALUE) {
        LockSupport.park(this);
      } else if (nanos > 0) {
        LockSupport.parkNanos(this, nanos);
      }
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** It gave something. */
  void reached(Optional<Locator.Ip> by) {
    by.ifPresent(address -> server = address);
    if (by.isPresent() && !reached.getAndSet(true)) {
      work.changed(view(by.get()), TransferEvent.Peer.State.CONNECTED);
    }
  }

  /** This file is not there. */
  void warn(int file, String why) {
    List<String> path = layout.folder() ? layout.files().get(file).path() : List.of(layout.name());
    warn("does not give " + SafeNames.forDisplay(String.join("/", path)) + ": " + why);
  }

  void warn(String why) {
    work.warn("web seed " + uri + ": " + why);
  }

  void laneEnded() {
    if (running.decrementAndGet() == 0) {
      turn(SeedCore::close);
      Optional.ofNullable(server)
          .ifPresent(at -> work.changed(view(at), TransferEvent.Peer.State.LEFT));
    } else {
      end("stopped");
    }
  }
}
