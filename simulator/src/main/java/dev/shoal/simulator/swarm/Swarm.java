package dev.shoal.simulator.swarm;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.swarm.SwarmEvent;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import dev.shoal.simulator.Watcher;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** One run: all peers, and what happens to them in the order of time. */
final class Swarm {
  static final Hash INFO_HASH = Hash.of(new byte[Hash.SHA1_LENGTH]);

  private static final long LOOK_EVENTS = 1 << 14;
  private static final long WATCH_NANOS = 200_000_000;

  /** Messages one way until a connection stands: TCP's, and the handshakes. */
  private static final int HANDSHAKE = 3;

  final Setup setup;
  final Layout layout;
  final BitSet all = new BitSet();
  final Agenda agenda = new Agenda();
  final Flows flows = new Flows(agenda);
  final Wire wire = new Wire(agenda, flows);
  final SplittableRandom random;
  final Counts counts;
  final List<Peer> peers = new ArrayList<>();
  final TraceHash trace = new TraceHash();
  private final SplittableRandom chances; // of the cores
  private final Tracker tracker;
  private final Recorder recorder;
  private final BitSet[] single;
  private int wanting;
  private boolean seedersAreGone;

  /**
   * A swarm about to begin.
   *
   * @param star peers know the seeders only, as clients know a server
   */
  Swarm(Setup setup, boolean star) {
    this.setup = setup;
    this.random = new SplittableRandom(setup.seed());
    this.chances = random.split();
    List<FileEntry> file = List.of(new FileEntry(List.of(), 0, setup.size()));
    this.layout = new Layout("file", false, file, setup.size(), setup.piece());
    all.set(0, layout.pieces());
    this.counts = new Counts(layout.pieces());
    this.tracker = new Tracker(this, star);
    this.recorder = new Recorder(this, Bound.peers(setup));
    this.single = new BitSet[layout.pieces()];
    populate();
  }

  private void populate() {
    for (int i = 0; i < setup.seeders(); i++) {
      comes(Peer.Kind.SEEDER, setup.seederLine(), 0);
    }
    double weights = setup.lines().stream().mapToDouble(Setup.LineClass::weight).sum();
    long riders = Math.round(setup.shares().freeRiders() * setup.peers());
    long poisson = 0;
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < setup.peers(); i++) {
      order.add(random.nextInt(i + 1), i); // who comes first is no matter of kind
    }
    for (int i = 0; i < setup.peers(); i++) {
      long mean = setup.arrival().nanos();
      poisson += (long) (-StrictMath.log(1 - random.nextDouble()) * mean / setup.peers());
      long at = setup.arrival().poisson() ? poisson : mean == 0 ? 0 : random.nextLong(mean);
      comes(order.get(i) < riders ? Peer.Kind.FREE_RIDER : Peer.Kind.PEER, line(weights), at);
    }
    for (long n = Math.round(setup.shares().liars() * setup.peers()); n > 0; n--) {
      comes(Peer.Kind.LIAR, line(weights), 0);
    }
    agenda.add(0, new Task.Look());
  }

  private Setup.LineClass line(double weights) {
    double at = random.nextDouble(weights);
    for (Setup.LineClass each : setup.lines()) {
      at -= each.weight();
      if (at < 0) {
        return each;
      }
    }
    return setup.lines().getLast();
  }

  private void comes(Peer.Kind kind, Setup.LineClass has, long at) {
    Flows.Line line = new Flows.Line(has.up(), has.down());
    Peer peer = new Peer(peers.size(), kind, Place.any(random), line, this);
    peers.add(peer);
    wanting += peer.wants() ? 1 : 0;
    agenda.add(at, new Task.Arrive(peer));
  }

  RandomGenerator chance() {
    return chances.split();
  }

  Recorder recorder() {
    return recorder;
  }

  Tracker tracker() {
    return tracker;
  }

  /** Whether everybody who wants the file has it. */
  boolean over() {
    return counts.complete == wanting;
  }

  int wanting() {
    return wanting;
  }

  /** Runs until everybody has the file, nobody can get it any more, or it takes too long. */
  void run(Watcher watcher, String phase) {
    long seen = System.nanoTime(); // of the person who watches; the run knows virtual time only
    while (!over() && !agenda.isEmpty() && agenda.now() < setup.limitNanos() && !dead()) {
      happen(agenda.next());
      if (++counts.events % LOOK_EVENTS == 0 && System.nanoTime() - seen > WATCH_NANOS) {
        seen = System.nanoTime();
        watch(watcher, phase);
      }
    }
    recorder.end();
  }

  /** A piece is with nobody any more. */
  private boolean dead() {
    return seedersAreGone && counts.missing > 0;
  }

  private void watch(Watcher watcher, String phase) {
    double part = counts.verified / Math.max(1.0, (double) wanting * layout.pieces());
    if (!watcher.see(
        new Watcher.State(
            phase, Math.min(1, part), agenda.now(), counts.events, recorder.live()))) {
      throw new Watcher.Stopped();
    }
  }

  private void happen(Task task) {
    switch (task) {
      case Task.News news -> pass(news);
      case Task.Sent(Side giver) -> {
        note(1, giver);
        giver.owner.sent(giver);
      }
      case Task.Came(Side taker, Parcel parcel, long blocks) -> {
        note(2, taker);
        taker.owner.account.taken += parcel.bytes(blocks);
        if (taker.open) {
          taker.owner.came(taker, parcel, blocks);
        }
      }
      case Task.Asked(Side giver, Parcel parcel) -> {
        note(3, giver);
        wire.asked(giver, parcel);
      }
      case Task.Told(Side to, SwarmEvent event) -> {
        note(4, to);
        if (to.open) {
          to.owner.told(to, event);
        }
      }
      case Task.Choked(Side to, boolean choked) -> {
        note(choked ? 5 : 6, to);
        if (to.open) {
          to.owner.choked(to, choked);
        }
      }
      case Task.Cancelled(Side giver, Parcel parcel, long blocks) -> {
        note(7, giver);
        flows.withdraw(giver, parcel, blocks);
      }
      case Task.Wake(Peer peer) -> {
        note(8, peer);
        peer.wake();
      }
      case Task.Second(Peer peer) -> {
        note(9, peer);
        peer.second();
      }
      default -> seldom(task);
    }
  }

  private void seldom(Task task) {
    switch (task) {
      case Task.Arrive(Peer peer) -> {
        note(10, peer);
        arrive(peer);
      }
      case Task.AskAgain(Peer peer) -> {
        note(11, peer);
        tracker.asksAgain(peer);
      }
      case Task.Connected(Side dialler) -> {
        note(12, dialler);
        if (dialler.open && dialler.other().open) {
          dialler.owner.greet(dialler);
          dialler.other().owner.greet(dialler.other());
          dialler.owner.settle();
          dialler.other().owner.settle();
        }
      }
      case Task.Ended(Side side) -> {
        note(13, side);
        side.owner.ended(side);
        side.owner.settle();
      }
      case Task.Leave(Peer peer) -> {
        note(14, peer);
        leave(peer);
      }
      case Task.Stored(Peer peer, var span) -> {
        note(15, peer);
        peer.tell(new SwarmEvent.Stored(span));
        peer.settle();
      }
      case Task.Hashed(Peer peer, int piece, boolean right) -> {
        note(16, peer);
        peer.tell(new SwarmEvent.Hashed(piece, right, false));
        peer.settle();
      }
      case Task.Look() -> recorder.look();
      default -> throw new IllegalStateException(task.toString());
    }
  }

  private void note(int kind, Side to) {
    trace.note(agenda.now(), kind, to.peer, to.owner.id);
  }

  private void note(int kind, Peer peer) {
    trace.note(agenda.now(), kind, peer.id, peer.id);
  }

  // --- what peers do

  private void arrive(Peer peer) {
    counts.seeders += peer.kind == Peer.Kind.SEEDER ? 1 : 0;
    counts.came += peer.wants() ? 1 : 0;
    peer.begin();
    tracker.comes(peer);
  }

  void connect(Peer dialler, Peer answerer, long delay) {
    Side there = dialler.open(answerer, delay);
    Side here = answerer.open(dialler, delay);
    there.join(here);
    here.join(there);
    agenda.add(agenda.now() + HANDSHAKE * delay, new Task.Connected(there));
  }

  /** A message that is an event of the core. */
  void send(Side to, SwarmEvent event) {
    agenda.add(agenda.now() + to.delay, new Task.Told(to, event));
  }

  /** Now, or in a while. */
  void later(long nanos, Task task, Runnable now) {
    if (nanos == 0) {
      now.run();
    } else {
      agenda.add(agenda.now() + nanos, task);
    }
  }

  /** What tells of one piece alone; not to be changed. */
  BitSet only(int piece) {
    BitSet it = single[piece];
    if (it == null) {
      it = new BitSet();
      it.set(piece);
      single[piece] = it;
    }
    return it;
  }

  void verified(Peer peer, int piece, Side[] nearestFirst) {
    counts.verified++;
    if (++counts.copies[piece] == 1 && --counts.missing == 0 && counts.oneCopyAt < 0) {
      counts.oneCopyAt = agenda.now();
      if (setup.seederLeaves()) {
        peers.stream()
            .filter(each -> each.kind == Peer.Kind.SEEDER)
            .forEach(each -> agenda.add(agenda.now(), new Task.Leave(each)));
      }
    }
    if (nearestFirst.length > 0) {
      long now = agenda.now();
      agenda.add(now + nearestFirst[0].delay, new Task.News(nearestFirst, piece, now));
    }
  }

  private void pass(Task.News news) {
    Side to = news.nearestFirst[news.next++];
    note(20, to);
    if (to.open) {
      to.owner.told(to, new SwarmEvent.Has(to.source, only(news.piece)));
    }
    if (news.next < news.nearestFirst.length) {
      agenda.add(news.since + news.nearestFirst[news.next].delay, news);
    }
  }

  void completed(Peer peer) {
    if (peer.wants() && peer.account.doneAt < 0) {
      peer.account.doneAt = agenda.now();
      counts.complete++;
      if (random.nextDouble() < setup.shares().leave()) {
        agenda.add(agenda.now(), new Task.Leave(peer));
      }
    }
  }

  private void leave(Peer peer) {
    if (peer.present()) {
      tracker.leaves(peer);
      if (peer.kind == Peer.Kind.SEEDER) {
        seedersAreGone = --counts.seeders == 0;
      } else {
        peer.have.stream().forEach(piece -> counts.missing += --counts.copies[piece] == 0 ? 1 : 0);
      }
      peer.leave();
    }
  }

  void banned(Peer liar) {
    counts.bans++;
    counts.wrongBans += liar.kind == Peer.Kind.LIAR ? 0 : 1;
    liar.account.banned = true;
  }

  void lost(Peer peer) {
    tracker.misses(peer);
  }
}
