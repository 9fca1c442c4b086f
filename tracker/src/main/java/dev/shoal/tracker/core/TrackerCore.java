package dev.shoal.tracker.core;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.CompactPeers;
import dev.shoal.announce.Scrape;
import dev.shoal.base.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a tracker knows and says: swarms, peers, who is told of whom. Pure; one thread at a time
 * uses it. Each call costs as much as it answers, however many peers there are: who has expired is
 * found bit by bit, as part of each call.
 */
public final class TrackerCore {
  /** Peers in an answer: so many of IPv4 still fit one packet. */
  public static final int MAX_NUM_WANT = 200;

  /** Peers in an answer to whoever does not say how many: what most clients ask for. */
  public static final int USUAL_NUM_WANT = 50;

  /** How soon a peer may ask for more peers. */
  public static final Duration MIN_INTERVAL = Duration.ofMinutes(1);

  /** Slots of the table that are looked at in one call, so that no call takes long. */
  private static final int MOST_SLOTS = 256;

  /** How often all slots are looked at in a lifetime: so late at most is an expired peer gone. */
  private static final int ROUNDS = 32;

  /** Times are told in ticks, so many an interval, of a second at least. */
  private static final int TICKS_AN_INTERVAL = 128;

  /** Up to a tenth of the interval is added by chance, so that peers do not come all at once. */
  private static final int JITTER_PARTS = 10;

  private static final byte[] NOBODY = {};

  private static final Outcome NO_PORT = new Outcome.Refused(Outcome.Why.PORT);
  private static final Outcome FULL = new Outcome.Refused(Outcome.Why.FULL);

  private final long interval; // nanos
  private final long tickNanos;
  private final int comfortable; // announces a second
  private final Census census;
  private final RandomGenerator random;
  private final Mixing mixing;
  private final Swarms swarms;
  private final Figures figures = new Figures();
  private Pace pace;
  private long began;
  private long heard; // last announce
  private long swept; // up to then slots were looked at as often as is due
  private int nextSlot;
  private boolean started;

  /** An empty tracker of its own; {@code interval}: how often a peer is to announce. */
  public TrackerCore(Duration interval, RandomGenerator random) {
    this(interval, new Census(TrackerLimits.USUAL), TrackerLimits.USUAL, random);
  }

  /**
   * An empty one of several cores that together are a tracker.
   *
   * @param interval how often a peer is to announce; who is not heard of for two is forgotten
   * @param census of all of them
   * @param limits of this one, as far as the census does not keep them
   */
  public TrackerCore(
      Duration interval, Census census, TrackerLimits limits, RandomGenerator random) {
    this.interval = interval.toNanos();
    this.tickNanos = Math.max(1_000_000_000L, interval.toNanos() / TICKS_AN_INTERVAL);
    this.census = census;
    this.random = random;
    this.mixing = new Mixing(random.nextLong());
    this.swarms = new Swarms(mixing);
    this.comfortable = limits.announcesPerSecond();
    this.pace = new Pace(interval, comfortable, 0);
  }

  /** How many torrents there are. */
  public int swarms() {
    return swarms.size();
  }

  /** How many peers there are. */
  public long peers() {
    return figures.peers();
  }

  /** How many peers there are of which kind; counts that the core goes on to change. */
  public Figures figures() {
    return figures;
  }

  /** Seconds that peers are asked to wait now, without jitter. */
  public int interval() {
    return pace.seconds();
  }

  /** How long a peer counts now from when it was heard of. */
  public Duration lifetime() {
    return Duration.ofNanos(pace.lifetime());
  }

  /** Takes an announce and answers it. */
  public Outcome announce(Announce announce, long nanos) {
    begin(nanos);
    pace.announced(nanos);
    forgetAllIfLate(nanos);
    heard = nanos;
    sweep(nanos);
    Endpoint peer = announce.peer();
    Swarm swarm = swarms.get(announce.infoHash());
    if (announce.event() == Event.STOPPED) {
      return stopped(swarm, peer);
    }
    if (peer.port() == 0) {
      return NO_PORT;
    }
    int place = swarm == null ? -1 : swarm.row(peer.v6()).find(peer, mixing);
    if (place < 0) {
      int inCensus = Census.place(peer.v6(), peer.high(), peer.low(), mixing);
      if (!census.hasRoom(inCensus, swarm == null)) {
        return FULL;
      }
      census.peerCame(inCensus, peer.v6());
    }
    Swarm in = swarm == null ? add(announce.infoHash()) : swarm;
    return answer(in, announce, update(in, announce, place, nanos));
  }

  /** How many peers at most are named to who announces this. */
  public static int count(Announce announce) {
    int wanted = announce.numWant();
    return wanted < 0 ? USUAL_NUM_WANT : Math.min(wanted, MAX_NUM_WANT);
  }

  /** How the swarm of a torrent stands. */
  public Scrape scrape(InfoHash infoHash) {
    Swarm swarm = swarms.get(infoHash);
    return swarm == null ? Scrape.NOTHING : swarm.scrape();
  }

  /**
   * Forgets some of those who were not heard of for long. To be called once a second or so, and
   * again while it says so.
   *
   * @return whether more is to be done at once
   */
  public boolean sweep(long nanos) {
    begin(nanos);
    long round = pace.lifetime() / ROUNDS;
    swept = Math.max(swept - nanos, -round) + nanos; // more than one round late is no later
    long due = (long) ((double) (nanos - swept) / round * swarms.slots());
    if (due <= 0) {
      return false;
    }
    long slots = Math.min(due, MOST_SLOTS);
    swept += (long) ((double) slots / swarms.slots() * round);
    for (long i = 0; i < slots; i++) {
      sweepNextSlot(nanos);
    }
    return due > MOST_SLOTS;
  }

  private void sweepNextSlot(long nanos) {
    // Downwards, as what moves up when a swarm is removed comes from slots that were looked at.
    nextSlot = nextSlot > 0 && nextSlot <= swarms.slots() ? nextSlot - 1 : swarms.slots() - 1;
    Swarm swarm = swarms.at(nextSlot);
    if (swarm == null) {
      return;
    }
    expire(swarm, false, nanos);
    expire(swarm, true, nanos);
    if (swarm.size() == 0) {
      remove(swarm);
    }
  }

  private void expire(Swarm swarm, boolean v6, long nanos) {
    PeerRow row = swarm.row(v6);
    if (row.size() > 0) {
      figures.without(v6, row);
      row.expire(tick(nanos), (int) (pace.lifetime() / tickNanos) + 1, mixing, census);
      figures.with(v6, row);
    }
  }

  /** Hands over some swarms as they stand, and says where to go on; 0 once all were handed over. */
  public int save(int fromSlot, int most, long nanos, Consumer<SavedSwarm> to) {
    int slot = fromSlot;
    for (int saved = 0; saved < most && slot < swarms.slots(); slot++) {
      Swarm swarm = swarms.at(slot);
      if (swarm != null) {
        to.accept(saved(swarm, nanos));
        saved++;
      }
    }
    return slot < swarms.slots() ? slot : 0;
  }

  private SavedSwarm saved(Swarm swarm, long nanos) {
    List<SavedSwarm.SavedPeer> peers = new ArrayList<>(swarm.size());
    for (PeerRow row : List.of(swarm.row(false), swarm.row(true))) {
      for (int place = 0; place < row.size(); place++) {
        int flags = row.flags(place);
        long age = row.age(place, tick(nanos)) * tickNanos;
        peers.add(
            new SavedSwarm.SavedPeer(
                row.endpoint(place),
                (flags & PeerRow.Flag.SEED) != 0,
                (flags & PeerRow.Flag.PAUSED) != 0,
                (flags & PeerRow.Flag.COMPLETED) != 0,
                (int) (age / 1_000_000_000)));
      }
    }
    return new SavedSwarm(swarm.infoHash(), swarm.completed, peers);
  }

  /** Takes back a swarm that was handed over; peers that are known already stay as they are. */
  public void restore(SavedSwarm saved, long nanos) {
    begin(nanos);
    heard = nanos;
    Swarm known = swarms.get(saved.infoHash());
    Swarm swarm = known == null ? add(saved.infoHash()) : known;
    swarm.completed = Math.max(swarm.completed, saved.completed());
    for (SavedSwarm.SavedPeer peer : saved.peers()) {
      if (peer.seconds() * 1_000_000_000L > pace.lifetime()) {
        continue; // gone, and ticks come round
      }
      Endpoint at = peer.at();
      int place = Census.place(at.v6(), at.high(), at.low(), mixing);
      if (swarm.row(at.v6()).find(at, mixing) < 0 && census.hasRoom(place, false)) {
        int flags =
            (peer.seed() ? PeerRow.Flag.SEED : 0)
                | (peer.paused() ? PeerRow.Flag.PAUSED : 0)
                | (peer.completed() ? PeerRow.Flag.COMPLETED : 0);
        census.peerCame(place, at.v6());
        PeerRow row = swarm.ownRow(at.v6());
        figures.without(at.v6(), row);
        row.enter(at, flags, tick(nanos - peer.seconds() * 1_000_000_000L), mixing);
        figures.with(at.v6(), row);
      }
    }
    if (swarm.size() == 0) {
      remove(swarm);
    }
  }

  private void begin(long nanos) {
    if (!started) {
      started = true;
      began = nanos;
      heard = nanos;
      swept = nanos;
      pace = new Pace(Duration.ofNanos(interval), comfortable, nanos);
    }
  }

  private int tick(long nanos) {
    return (int) Math.floorDiv(nanos - began, tickNanos);
  }

  /** Ticks come round: who was heard of before the longest lifetime must not look young again. */
  private void forgetAllIfLate(long nanos) {
    if (nanos - heard > Pace.longestLifetime(Duration.ofNanos(interval)).toNanos()) {
      for (int slot = 0; slot < swarms.slots(); slot++) {
        Swarm swarm = swarms.at(slot);
        if (swarm != null) {
          expireAll(swarm, false);
          expireAll(swarm, true);
          census.swarmLeft();
        }
      }
      swarms.clear();
    }
  }

  private void expireAll(Swarm swarm, boolean v6) {
    PeerRow row = swarm.row(v6);
    if (row.size() > 0) {
      figures.without(v6, row);
      row.expire(0, -1, mixing, census);
    }
  }

  private Outcome stopped(@Nullable Swarm swarm, Endpoint peer) {
    int place = swarm == null ? -1 : swarm.row(peer.v6()).find(peer, mixing);
    if (swarm == null || place < 0) {
      return answer(swarm == null ? Scrape.NOTHING : swarm.scrape(), NOBODY, NOBODY);
    }
    PeerRow row = swarm.row(peer.v6());
    figures.without(peer.v6(), row);
    row.remove(place, mixing);
    figures.with(peer.v6(), row);
    census.peerLeft(Census.place(peer.v6(), peer.high(), peer.low(), mixing), peer.v6());
    Scrape rest = swarm.scrape();
    if (swarm.size() == 0) {
      remove(swarm);
    }
    return answer(rest, NOBODY, NOBODY);
  }

  private Swarm add(InfoHash infoHash) {
    Swarm swarm = new Swarm(infoHash);
    swarms.add(swarm);
    census.swarmCame();
    return swarm;
  }

  private void remove(Swarm swarm) {
    swarms.remove(swarm);
    census.swarmLeft();
  }

  /** Enters the peer, or what is new about it; its place in its row. */
  private int update(Swarm swarm, Announce announce, int place, long nanos) {
    boolean v6 = announce.peer().v6();
    PeerRow row = swarm.ownRow(v6);
    int flags = place < 0 ? 0 : row.flags(place) & PeerRow.Flag.COMPLETED;
    if (announce.event() == Event.COMPLETED && flags == 0) {
      flags = PeerRow.Flag.COMPLETED;
      swarm.completed++;
      figures.completed();
    }
    flags |= announce.seed() ? PeerRow.Flag.SEED : 0;
    flags |= announce.event() == Event.PAUSED ? PeerRow.Flag.PAUSED : 0;
    figures.without(v6, row);
    int at =
        place < 0
            ? row.enter(announce.peer(), flags, tick(nanos), mixing)
            : row.update(place, flags, tick(nanos), mixing);
    figures.with(v6, row);
    return at;
  }

  /**
   * Names some peers. A seed hears of leechers alone, unless it has only just come: then of
   * leechers first and of seeds as well, as some clients say that nothing is left before they know
   * what there is.
   */
  private Outcome answer(Swarm swarm, Announce announce, int asker) {
    int count = count(announce);
    boolean v6 = announce.peer().v6();
    byte[] own = some(swarm.row(v6), announce, asker, count);
    byte[] other = NOBODY;
    if (announce.families() == Announce.Families.BOTH) {
      PeerRow row = swarm.row(!v6);
      other = row.size() == 0 ? NOBODY : some(row, announce, -1, count - own.length / bytes(v6));
    }
    return answer(swarm.scrape(), v6 ? other : own, v6 ? own : other);
  }

  private byte[] some(PeerRow row, Announce announce, int asker, int count) {
    return announce.seed()
        ? row.leechersFirst(asker, count, announce.event() == Event.STARTED, random)
        : row.mixed(asker, count, random);
  }

  private static int bytes(boolean v6) {
    return CompactPeers.stride(v6);
  }

  private Outcome answer(Scrape scrape, byte[] v4, byte[] v6) {
    int seconds = pace.seconds();
    return new Outcome.Answered(
        seconds + random.nextInt(seconds / JITTER_PARTS + 1),
        Math.min(seconds, (int) MIN_INTERVAL.toSeconds()),
        scrape.seeds(),
        scrape.leechers(),
        v4,
        v6);
  }
}
