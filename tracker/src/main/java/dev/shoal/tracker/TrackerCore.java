package dev.shoal.tracker;

import dev.shoal.announce.AnnounceRequest;
import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.Scrape;
import dev.shoal.announce.TrackerReply;
import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a tracker knows and says: swarms, peers, who is told of whom. Pure; one thread at a time
 * uses it. Each call costs as much as it answers, however many peers there are.
 */
public final class TrackerCore {
  /** Peers in an answer: so many of IPv4 still fit one packet. */
  public static final int MAX_NUM_WANT = 200;

  /** Peers in an answer to whoever does not say how many: what most clients ask for. */
  public static final int USUAL_NUM_WANT = 50;

  /** How soon a peer may ask for more peers. */
  public static final Duration MIN_INTERVAL = Duration.ofMinutes(1);

  private static final int V6_NETWORK_LENGTH = 8;

  /** How many are forgotten in one call, so that no call takes long; more than one comes in. */
  private static final int FORGOTTEN_AT_ONCE = 64;

  /** Up to a tenth of the interval is added by chance, so that peers do not come all at once. */
  private static final int JITTER_PARTS = 10;

  /** Of which families of addresses an answer may name peers. */
  public enum Families {
    /** That of the asker, as over UDP (BEP 15). */
    OWN,
    /** First that of the asker, then the other, as over HTTP (BEP 7). */
    BOTH
  }

  private final int interval;
  private final long lifetime;
  private final TrackerLimits limits;
  private final RandomGenerator random;
  private final Map<Hash, Swarm> swarms = new HashMap<>();
  private final Map<ByteBuffer, Integer> atAddress = new HashMap<>();
  private final Roll roll = new Roll();
  private Admission admission = Admission.open();

  /**
   * An empty tracker.
   *
   * @param interval how often a peer is to announce; who is not heard of for two is forgotten
   */
  public TrackerCore(Duration interval, RandomGenerator random) {
    this(interval, TrackerLimits.USUAL, random);
  }

  /** An empty tracker that holds so much. */
  TrackerCore(Duration interval, TrackerLimits limits, RandomGenerator random) {
    this.limits = limits;
    this.interval = (int) interval.toSeconds();
    this.lifetime = interval.multipliedBy(2).plusMinutes(1).toNanos();
    this.random = random;
  }

  /** From now on only these torrents are served; peers of others are forgotten in time. */
  public void admit(Admission admission) {
    this.admission = admission;
  }

  /** How many torrents there are. */
  public int swarms() {
    return swarms.size();
  }

  /** How many peers there are. */
  public int peers() {
    return roll.size();
  }

  /**
   * Takes an announce and answers it.
   *
   * @param from where it came from; an address that the request itself names does not count, as
   *     anybody could have others attacked so
   */
  public TrackerReply announce(
      AnnounceRequest request, InetAddress from, Families families, long nanos) {
    expire(nanos);
    if (!admission.admits(request.infoHash())) {
      return TrackerReply.Failure.because("this tracker does not serve that torrent");
    }
    Locator.Ip locator = new Locator.Ip(from, request.port());
    Optional<Swarm> swarm = Optional.ofNullable(swarms.get(request.infoHash()));
    Optional<Member> known = swarm.flatMap(s -> s.member(locator));
    if (request.event() == Event.STOPPED) {
      // Not if it is another's: a program started anew at the same port has another id.
      known.filter(member -> member.id.equals(request.peerId())).ifPresent(this::remove);
      return answer(scrape(request.infoHash()), List.of());
    }
    if (request.port() == 0) {
      return TrackerReply.Failure.because("no port to reach you at");
    }
    if (known.isEmpty() && isFull(from, swarm.isEmpty())) {
      return TrackerReply.Failure.because("this tracker is full");
    }
    Member member = update(request, locator, known, nanos);
    return answer(member.swarm.scrape(), peers(member, families, request.numWant()));
  }

  /** How the swarm of a torrent stands; nothing at all if it is not served. */
  public Scrape scrape(Hash infoHash) {
    Swarm swarm = admission.admits(infoHash) ? swarms.get(infoHash) : null;
    return swarm == null ? new Scrape(0, 0, 0) : swarm.scrape();
  }

  /** Forgets some of those who were not heard of for long. */
  public void expire(long nanos) {
    for (int i = 0; i < FORGOTTEN_AT_ONCE; i++) {
      Optional<Member> expired = roll.oldest().filter(member -> nanos - member.seen > lifetime);
      if (expired.isEmpty()) {
        return;
      }
      remove(expired.get());
    }
  }

  private boolean isFull(InetAddress from, boolean newSwarm) {
    return roll.size() >= limits.peers()
        || (newSwarm && swarms.size() >= limits.swarms())
        || atAddress.getOrDefault(stranger(from), 0) >= limits.peersAtAddress();
  }

  /** What one stranger has: an IPv4 address, or the IPv6 addresses of one network. */
  private static ByteBuffer stranger(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(bytes, 0, Math.min(bytes.length, V6_NETWORK_LENGTH));
  }

  private Member update(
      AnnounceRequest request, Locator.Ip locator, Optional<Member> known, long nanos) {
    Optional<Member> same = known.filter(member -> member.id.equals(request.peerId()));
    if (same.isEmpty()) {
      known.ifPresent(this::remove);
    }
    Member member =
        same.orElseGet(() -> {
          Swarm swarm = swarms.computeIfAbsent(request.infoHash(), Swarm::new);
          return new Member(swarm, locator, request.peerId());
        });
    Swarm swarm = member.swarm;
    if (same.isPresent()) {
      roll.remove(member);
    } else {
      swarm.add(member);
      atAddress.merge(stranger(locator.address()), 1, Integer::sum);
    }
    roll.add(member, nanos);
    swarm.setSeed(member, request.left() == 0);
    if (request.event() == Event.COMPLETED && !member.completed) {
      member.completed = true;
      swarm.completed++;
    }
    return member;
  }

  private void remove(Member member) {
    Swarm swarm = member.swarm;
    swarm.remove(member);
    roll.remove(member);
    atAddress.computeIfPresent(
        stranger(member.locator.address()), (ip, n) -> n == 1 ? null : n - 1);
    if (swarm.size() == 0) {
      swarms.remove(swarm.infoHash);
    }
  }

  private List<TrackerReply.Peer> peers(Member asker, Families families, int numWant) {
    int count = numWant < 0 ? USUAL_NUM_WANT : Math.min(numWant, MAX_NUM_WANT);
    boolean v6 = !(asker.locator.address() instanceof Inet4Address);
    List<TrackerReply.Peer> own = asker.swarm.some(asker, v6, count, random);
    if (families == Families.OWN) {
      return own;
    }
    List<TrackerReply.Peer> both = new ArrayList<>(own);
    both.addAll(asker.swarm.some(asker, !v6, count - own.size(), random));
    return both;
  }

  private TrackerReply answer(Scrape scrape, List<TrackerReply.Peer> peers) {
    return new TrackerReply.Answer(
        interval + random.nextInt(interval / JITTER_PARTS + 1),
        Math.min(interval, (int) MIN_INTERVAL.toSeconds()),
        scrape.seeds(),
        scrape.leechers(),
        peers,
        Optional.empty(),
        Optional.empty(),
        "");
  }
}
