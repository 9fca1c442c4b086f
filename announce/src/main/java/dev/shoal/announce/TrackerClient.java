package dev.shoal.announce;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.AnnounceSchedule.Announce;
import dev.shoal.announce.AnnounceSchedule.Input;
import dev.shoal.announce.AnnounceSchedule.Tiers;
import dev.shoal.base.Clock;
import dev.shoal.discovery.Candidate;
import dev.shoal.discovery.PeerSource;
import dev.shoal.host.Host;
import dev.shoal.host.Ports;
import dev.shoal.host.Timers;
import dev.shoal.net.ConnectionException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The trackers of one torrent, as a source of peers: an {@link AnnounceSchedule} on a real clock,
 * with a virtual thread for each announce. Methods may be called by any thread.
 */
public final class TrackerClient implements PeerSource {
  /** The most trackers of one torrent; lists found on the web have some dozens. */
  public static final int MAX_TRACKERS = 100;

  /** How many peers are asked for: an answer of so many IPv6 peers still fits one packet. */
  public static final int NUM_WANT = 66;

  /**
   * One retransmission (BEP 15) that waits its time; the next tracker is tried sooner than that.
   */
  private static final Duration UDP_PATIENCE = Duration.ofSeconds(45);

  private static final Duration HTTP_PATIENCE = Duration.ofSeconds(20);

  /** How long leaving may take; a person waits for it. */
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

  private record Tracker(NamedTracker named, Asker asker, Duration patience) {}

  private final AnnouncedTorrent torrent;
  private final TrackerListener listener;
  private final Ports ports;
  private final int key;
  private final Clock clock;
  private final List<Tracker> trackers = new ArrayList<>();
  private final List<URI> beyondLimit = new ArrayList<>();
  private final Timers.Timer timer;
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition done = lock.newCondition();
  private final AnnounceSchedule schedule; // guarded by lock

  private volatile Consumer<List<Candidate>> found = candidates -> {};
  private volatile boolean closed;

  /**
   * Trackers that are not asked yet.
   *
   * @param tiers as in BEP 12; the same address again is left out
   */
  public TrackerClient(
      Host host,
      AnnouncedTorrent torrent,
      List<List<NamedTracker>> tiers,
      TrackerListener listener) {
    this.torrent = torrent;
    this.listener = listener;
    ports = host.ports();
    key = host.random("announce key").nextInt();
    clock = host.clock();
    timer = host.timers().timer(() -> tell(new Input.Tick()));
    schedule =
        new AnnounceSchedule(
            tierSizes(host, tiers),
            torrent.isPrivate() ? Tiers.IN_TURN : Tiers.EACH,
            torrent.isComplete(),
            host.random("announce schedule"));
  }

  private List<Integer> tierSizes(Host host, List<List<NamedTracker>> tiers) {
    List<Integer> sizes = new ArrayList<>();
    for (List<NamedTracker> tier : tiers) {
      int before = trackers.size();
      for (NamedTracker named : tier) {
        if (trackers.stream().anyMatch(known -> known.named.uri().equals(named.uri()))) {
          continue;
        }
        if (trackers.size() < MAX_TRACKERS) {
          trackers.add(tracker(host, named));
        } else {
          beyondLimit.add(named.uri());
        }
      }
      if (trackers.size() > before) {
        sizes.add(trackers.size() - before);
      }
    }
    return sizes;
  }

  private static Tracker tracker(Host host, NamedTracker named) {
    URI uri = named.uri();
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean complete = uri.getHost() != null && uri.getPort() <= 0xFFFF && uri.getPort() != 0;
    if (complete && (scheme.equals("http") || scheme.equals("https"))) {
      return new Tracker(named, new HttpAsker(host.http(), named), HTTP_PATIENCE);
    }
    if (complete && scheme.equals("udp") && uri.getPort() > 0) {
      return new Tracker(named, new UdpAsker(host, named), UDP_PATIENCE);
    }
    TrackerReply never =
        new TrackerReply.Failure(
            "not an address of a udp, http or https tracker", new TrackerReply.Retry.Never());
    return new Tracker(named, (request, patience) -> never, HTTP_PATIENCE);
  }

  @Override
  public String name() {
    return "trackers";
  }

  @Override
  public void start(Consumer<List<Candidate>> found) {
    this.found = found;
    if (!beyondLimit.isEmpty()) {
      listener.failed(
          beyondLimit.getFirst(),
          "left out with %d more: no torrent needs more than %d trackers"
              .formatted(beyondLimit.size() - 1, MAX_TRACKERS));
    }
    tell(new Input.Start());
  }

  @Override
  public void more() {
    tell(new Input.More());
  }

  /** Tells the trackers that know of us that the download has become complete. */
  public void complete() {
    tell(new Input.Complete());
  }

  @Override
  public void close() {
    tell(new Input.Stop());
    try {
      awaitDone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed = true;
    timer.close();
    threads.forEach(Thread::interrupt); // which closes their sockets
  }

  private void awaitDone() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = STOP_PATIENCE.toNanos();
      while (!schedule.isDone() && left > 0) {
        left = done.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void tell(Input input) {
    List<Announce> announces = new ArrayList<>();
    lock.lock();
    try {
      timer.at(schedule.on(input, clock.nanos(), announces::add));
      if (schedule.isDone()) {
        done.signalAll();
      }
    } finally {
      lock.unlock();
    }
    announces.forEach(this::launch);
  }

  private void launch(Announce announce) {
    if (!closed) {
      Tracker tracker = trackers.get(announce.tracker());
      Thread.ofVirtual().name("announce " + tracker.named.uri()).start(() -> carryOut(announce));
    }
  }

  private void carryOut(Announce announce) {
    threads.add(Thread.currentThread());
    try {
      Tracker tracker = trackers.get(announce.tracker());
      if (closed) {
        return;
      }
      TrackerReply reply = ask(tracker, announce.event());
      if (!closed) {
        if (announce.event() != Event.STOPPED) {
          report(tracker.named, reply);
        }
        tell(new Input.Replied(announce.tracker(), reply));
      }
    } catch (InterruptedException closing) {
      // Nobody waits for the reply any more.
    } finally {
      threads.remove(Thread.currentThread());
    }
  }

  private TrackerReply ask(Tracker tracker, Event event) throws InterruptedException {
    boolean stop = event == Event.STOPPED;
    try {
      return tracker.asker().ask(request(event), stop ? STOP_PATIENCE : tracker.patience());
    } catch (ConnectionException | AnnounceException e) {
      return TrackerReply.Failure.because(String.valueOf(e.getMessage()));
    }
  }

  private AnnounceRequest request(Event event) {
    AnnouncedTorrent.Amounts amounts = torrent.amounts().get();
    return new AnnounceRequest(
        torrent.infoHash(),
        torrent.peerId(),
        ports.announced(),
        amounts.uploaded(),
        amounts.downloaded(),
        amounts.left(),
        event,
        event == Event.STOPPED ? 0 : NUM_WANT,
        key);
  }

  /** A stranger's tracker names no peers on this machine: local services trust whoever is here. */
  private void report(NamedTracker named, TrackerReply reply) {
    URI tracker = named.uri();
    switch (reply) {
      case TrackerReply.Failure(String reason, TrackerReply.Retry _) ->
          listener.failed(tracker, reason);
      case TrackerReply.Answer answer -> {
        boolean said = answer.seeds() >= 0 && answer.leechers() >= 0;
        int peers = said ? answer.seeds() + answer.leechers() : -1;
        listener.announced(tracker, peers, answer.seeds());
        answer.warning().ifPresent(words -> listener.warned(tracker, words));
        found.accept(
            answer.locators().stream()
                .filter(locator -> named.namedBy().mayName(locator.address()))
                .map(locator -> new Candidate(locator, Candidate.Origin.TRACKER))
                .toList());
      }
    }
  }
}
