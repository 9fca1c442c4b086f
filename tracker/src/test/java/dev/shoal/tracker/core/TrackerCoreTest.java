package dev.shoal.tracker.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.CompactPeers;
import dev.shoal.announce.Scrape;
import dev.shoal.announce.TrackerReply;
import dev.shoal.base.Endpoint;
import dev.shoal.base.Hash;
import dev.shoal.testkit.Property;
import dev.shoal.tracker.core.Announce.Families;
import dev.shoal.tracker.core.Outcome.Answered;
import dev.shoal.tracker.core.Outcome.Refused;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrackerCoreTest {
  private static final Duration INTERVAL = Duration.ofMinutes(30);
  private static final long LIFETIME = INTERVAL.multipliedBy(2).plusMinutes(1).toNanos();
  private static final long SECOND = 1_000_000_000L;
  private static final int TORRENT = 1;

  private final TrackerCore core = new TrackerCore(INTERVAL, new SplittableRandom(3));
  private long now = Long.MAX_VALUE - LIFETIME / 2; // overflows in the middle

  private static InfoHash hash(int number) {
    return InfoHash.of(Hash.of(ByteBuffer.allocate(20).putInt(number).array()));
  }

  private static Endpoint v4(int number) {
    return Endpoint.v4(198 << 24 | 18 << 16 | number, 1000);
  }

  private static Endpoint v6(int number) {
    return new Endpoint(true, 0x2001_0db8L << 32, number, 1000);
  }

  private static Announce of(int torrent, Endpoint peer, long left, Event event) {
    return new Announce(hash(torrent), peer, left == 0, event, 50, Families.BOTH);
  }

  private Answered announce(int peer, long left, Event event) {
    return (Answered) core.announce(of(TORRENT, v4(peer), left, event), now);
  }

  private static Announce wanting(int peer, int numWant) {
    return new Announce(hash(TORRENT), v4(peer), false, Event.NONE, numWant, Families.OWN);
  }

  /** The numbers of the peers that an answer names. */
  private static List<Integer> peers(Outcome outcome) {
    Answered answer = (Answered) outcome;
    List<Integer> peers = new ArrayList<>();
    List<TrackerReply.Peer> named = new ArrayList<>();
    named.addAll(CompactPeers.decode(ByteBuffer.wrap(answer.v4()), false));
    named.addAll(CompactPeers.decode(ByteBuffer.wrap(answer.v6()), true));
    for (TrackerReply.Peer peer : named) {
      peers.add((int) Endpoint.of(peer.locator().address(), 0).low() & 0xFFFF);
    }
    return peers;
  }

  /** Lets all who have expired be found. */
  private void sweepAll() {
    now += LIFETIME / 16;
    while (core.sweep(now)) {
      assertThat(core.peers()).isNotNegative();
    }
  }

  @Test
  void peersHearOfEachOtherAndNeverOfThemselves() {
    assertThat(peers(announce(1, 10, Event.STARTED))).isEmpty();
    Answered second = announce(2, 0, Event.STARTED);
    assertThat(peers(second)).containsExactly(1);
    assertThat(peers(announce(1, 10, Event.NONE))).containsExactly(2);
    assertThat(second.seeds()).isEqualTo(1);
    assertThat(second.leechers()).isEqualTo(1);
  }

  @Test
  void aSeedThatComesHearsOfLeechersFirstAndOfSeedsAsWell() {
    for (int peer = 1; peer <= 40; peer++) {
      announce(peer, peer <= 30 ? 0 : 5, Event.STARTED);
    }
    List<Integer> told = peers(announce(99, 0, Event.STARTED));
    assertThat(told).hasSize(40);
    assertThat(told.subList(0, 10)).allMatch(peer -> peer > 30);
    assertThat(told.subList(10, 40)).allMatch(peer -> peer <= 30);
    assertThat(peers(announce(99, 0, Event.NONE))).hasSize(10).allMatch(peer -> peer > 30);
    assertThat(peers(announce(99, 0, Event.COMPLETED))).allMatch(peer -> peer > 30);
  }

  @Test
  void everyOtherPeerIsToldEquallyOften() {
    for (int peer = 0; peer < 21; peer++) {
      announce(peer, peer % 2, Event.STARTED);
    }
    int[] told = new int[21];
    int rounds = 10_000;
    for (int i = 0; i < rounds; i++) {
      peers(core.announce(wanting(7, 4), now)).forEach(peer -> told[peer]++);
    }
    assertThat(told[7]).isZero();
    double expected = rounds * 4 / 20.0;
    double chiSquare = 0;
    for (int peer = 0; peer < 21; peer++) {
      if (peer != 7) {
        chiSquare += (told[peer] - expected) * (told[peer] - expected) / expected;
      }
    }
    assertThat(chiSquare).isLessThan(43.8); // 19 degrees of freedom, one in a thousand
  }

  @Test
  void whoIsSilentForTwoIntervalsIsForgotten() {
    announce(1, 1, Event.STARTED);
    now += LIFETIME / 2;
    announce(2, 1, Event.STARTED);
    now += LIFETIME / 2 - 60 * SECOND;
    assertThat(peers(announce(3, 1, Event.STARTED))).containsExactlyInAnyOrder(1, 2);
    sweepAll();
    assertThat(peers(announce(3, 1, Event.NONE))).containsExactly(2);
    now += LIFETIME;
    sweepAll();
    assertThat(core.peers()).isZero();
    assertThat(core.swarms()).isZero();
  }

  @Test
  void forgettingManyIsSpreadOverManyCalls() {
    for (int torrent = 0; torrent < 10_000; torrent++) {
      core.announce(of(torrent, v4(torrent), 1, Event.STARTED), now);
    }
    now += LIFETIME + 60 * SECOND;
    int calls = 0;
    long before = core.peers();
    while (core.sweep(now)) {
      assertThat(before - core.peers()).isLessThanOrEqualTo(256);
      before = core.peers();
      calls++;
    }
    assertThat(calls).isGreaterThan(10_000 / 256);
    assertThat(core.peers()).as("but for whom the table moved as it shrank").isLessThan(5000);
    sweepAll();
    assertThat(core.peers()).isZero();
  }

  @Test
  void afterALongSilenceAllAreForgotten() {
    for (int torrent = 0; torrent < 1000; torrent++) {
      core.announce(of(torrent, v4(torrent), 1, Event.STARTED), now);
      core.announce(of(torrent, v6(torrent), 0, Event.STARTED), now);
    }
    now += Duration.ofDays(40).toNanos();
    assertThat(peers(core.announce(of(5, v4(7), 1, Event.STARTED), now))).isEmpty();
    assertThat(core.swarms()).isOne();
    assertThat(core.peers()).isOne();
  }

  @Test
  void whoStopsIsGone() {
    announce(1, 1, Event.STARTED);
    announce(2, 1, Event.STOPPED);
    assertThat(core.peers()).isEqualTo(1);
    Answered last = announce(1, 1, Event.STOPPED);
    assertThat(peers(last)).isEmpty();
    assertThat(last.leechers()).isZero();
    assertThat(core.peers()).isZero();
    assertThat(core.swarms()).isZero();
  }

  @Test
  void completionsAreCountedOnce() {
    announce(1, 1, Event.STARTED);
    announce(1, 0, Event.COMPLETED);
    announce(1, 0, Event.COMPLETED);
    announce(2, 0, Event.STARTED);
    assertThat(core.scrape(hash(TORRENT))).isEqualTo(new Scrape(2, 1, 0));
    assertThat(core.figures().completedEver()).isOne();
  }

  @Test
  void whoWantsNoMoreIsNoDownloader() {
    announce(1, 1, Event.STARTED);
    announce(2, 1, Event.PAUSED);
    announce(3, 0, Event.NONE);
    assertThat(core.scrape(hash(TORRENT))).isEqualTo(new Scrape(1, 0, 2, 1));
    announce(2, 1, Event.NONE);
    assertThat(core.scrape(hash(TORRENT))).isEqualTo(new Scrape(1, 0, 2, 2));
  }

  @Test
  void overUdpOnlyTheOwnFamilyIsNamedOverHttpBoth() {
    core.announce(of(TORRENT, v4(1), 1, Event.STARTED), now);
    core.announce(of(TORRENT, v6(2), 1, Event.STARTED), now);
    Announce own = new Announce(hash(TORRENT), v6(3), false, Event.NONE, 50, Families.OWN);
    assertThat(peers(core.announce(own, now))).containsExactly(2);
    assertThat(peers(core.announce(of(TORRENT, v6(3), 1, Event.NONE), now)))
        .containsExactlyInAnyOrder(2, 1);
  }

  @Test
  void answersAreBoundedAndIntervalsJittered() {
    for (int peer = 1; peer <= 300; peer++) {
      announce(peer, 1, Event.STARTED);
    }
    assertThat(peers(core.announce(wanting(1, Integer.MAX_VALUE), now))).hasSize(200);
    assertThat(peers(core.announce(wanting(1, -1), now))).hasSize(50);
    Set<Integer> intervals = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      intervals.add(announce(1, 1, Event.NONE).interval());
    }
    assertThat(intervals).hasSizeGreaterThan(10).allMatch(i -> i >= 1800 && i <= 1980);
  }

  /** A tracker of so much. */
  private static TrackerCore bounded(TrackerLimits limits) {
    return new TrackerCore(INTERVAL, new Census(limits), limits, new SplittableRandom(1));
  }

  @Test
  void noAddressAndNobodyFillsIt() {
    int bytes = 5 * Census.SWARM_BYTES + 4 * Census.V4_BYTES + 3 * Census.V6_BYTES;
    TrackerCore small = bounded(new TrackerLimits(bytes, 3, 1000));
    for (int torrent = 1; torrent <= 3; torrent++) {
      assertThat(start(small, torrent, v4(1))).isInstanceOf(Answered.class);
      assertThat(start(small, torrent, v6(torrent))).isInstanceOf(Answered.class);
    }
    assertThat(start(small, 4, v4(1))).isInstanceOf(Refused.class);
    assertThat(start(small, 4, v6(9))).as("one network").isInstanceOf(Refused.class);
    assertThat(start(small, 3, v4(1))).as("known").isInstanceOf(Answered.class);
    assertThat(start(small, 4, v4(2))).isInstanceOf(Answered.class);
    assertThat(start(small, 5, v4(2))).as("no room for a swarm").isInstanceOf(Refused.class);
    small.announce(of(1, v4(1), 1, Event.STOPPED), now);
    small.announce(of(1, v6(1), 1, Event.STOPPED), now);
    assertThat(start(small, 5, v4(3))).isInstanceOf(Answered.class);
  }

  private Outcome start(TrackerCore tracker, int torrent, Endpoint peer) {
    return tracker.announce(of(torrent, peer, 1, Event.STARTED), now);
  }

  @Test
  void whoCannotBeReachedIsNotNamed() {
    Announce mute = of(TORRENT, v4(1).withPort(0), 1, Event.STARTED);
    assertThat(core.announce(mute, now)).isEqualTo(new Refused(Outcome.Why.PORT));
    assertThat(core.peers()).isZero();
  }

  @Test
  void underLoadPeersAreAskedToWaitLongerAndCountLonger() {
    TrackerCore busy = bounded(new TrackerLimits(100_000, 100, 10));
    assertThat(busy.interval()).isEqualTo(1800);
    for (int i = 0; i < 25 * 11; i++) {
      now += SECOND / 25;
      start(busy, 1, v4(i % 50));
    }
    assertThat(busy.interval()).isBetween(4400, 4600); // 25 announces a second where 10 are fine
    long longest = busy.interval() * 11L / 10;
    assertThat(busy.lifetime()).isGreaterThan(Duration.ofSeconds(longest));
    now += longest * SECOND; // nobody is heard of until the last one told of that must announce
    start(busy, 2, v4(90));
    assertThat(busy.interval()).isLessThan(4400);
    assertThat(busy.lifetime()).isGreaterThan(Duration.ofSeconds(longest));
  }

  @Test
  void whatIsSavedCanBeTakenBack() {
    for (int peer = 1; peer <= 100; peer++) {
      start(core, peer % 7, peer % 2 == 0 ? v4(peer) : v6(peer));
    }
    announce(3, 0, Event.COMPLETED);
    now += 600 * SECOND;
    List<SavedSwarm> saved = new ArrayList<>();
    int slot = 0;
    do {
      slot = core.save(slot, 2, now, saved::add);
    } while (slot > 0);
    TrackerCore next = new TrackerCore(INTERVAL, new SplittableRandom(9));
    long later = 17;
    saved.forEach(swarm -> next.restore(swarm, later));
    IntStream.range(0, 7)
        .forEach(i -> assertThat(next.scrape(hash(i))).isEqualTo(core.scrape(hash(i))));
    assertThat(next.peers()).isEqualTo(core.peers());
    List<SavedSwarm> again = new ArrayList<>();
    assertThat(next.save(0, 1000, later, again::add)).isZero();
    assertThat(again)
        .flatExtracting(SavedSwarm::peers)
        .allMatch(peer -> Math.abs(peer.seconds() - 600) <= 15);
  }

  @Test
  void itAgreesWithASimpleModel() {
    Property.forAll(draw -> {
      TrackerCore tracker = new TrackerCore(INTERVAL, draw.random());
      int many = draw.one(List.of(3, 30, 120)); // without an index, at its border, with one
      Map<Integer, Boolean> model = new HashMap<>(); // peer: is a seed
      for (int step = 0; step < 6 * many; step++) {
        int peer = draw.between(1, many);
        Event event = draw.one(List.of(Event.STARTED, Event.NONE, Event.COMPLETED, Event.STOPPED));
        boolean seed = event == Event.STARTED && draw.oneIn(2);
        Endpoint at = peer % 3 == 0 ? v6(peer) : v4(peer);
        Announce announce = new Announce(hash(TORRENT), at, seed, event, 200, Families.BOTH);
        Answered answer = (Answered) tracker.announce(announce, step);
        if (event == Event.STOPPED) {
          model.remove(peer);
        } else {
          model.put(peer, seed);
          Set<Integer> others = new HashSet<>(model.keySet());
          others.remove(peer);
          assertThat(peers(answer)).containsExactlyInAnyOrderElementsOf(others);
        }
        int seeds = (int) model.values().stream().filter(s -> s).count();
        assertThat(answer.seeds()).isEqualTo(seeds);
        assertThat(answer.leechers()).isEqualTo(model.size() - seeds);
        assertThat(tracker.peers()).isEqualTo(model.size());
      }
    });
  }
}
