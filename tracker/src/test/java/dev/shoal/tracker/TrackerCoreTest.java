package dev.shoal.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.announce.AnnounceRequest;
import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.PeerId;
import dev.shoal.announce.Scrape;
import dev.shoal.announce.TrackerReply;
import dev.shoal.announce.TrackerReply.Answer;
import dev.shoal.announce.TrackerReply.Failure;
import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.testkit.Property;
import dev.shoal.tracker.TrackerCore.Families;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrackerCoreTest {
  private static final Duration INTERVAL = Duration.ofMinutes(30);
  private static final long LIFETIME = INTERVAL.multipliedBy(2).plusMinutes(1).toNanos();
  private static final Hash TORRENT = hash(1);

  private final TrackerCore core = new TrackerCore(INTERVAL, new SplittableRandom(3));
  private long now = Long.MAX_VALUE - LIFETIME / 2; // overflows in the middle

  private static Hash hash(int number) {
    return Hash.of(ByteBuffer.allocate(20).putInt(number).array());
  }

  private static PeerId id(int number) {
    return PeerId.of(ByteBuffer.allocate(20).putInt(number).array());
  }

  private static InetAddress v4(int number) {
    return InetAddress.ofLiteral("198.18.%d.%d".formatted(number >> 8, number & 0xFF));
  }

  private static InetAddress v6(int number) {
    return InetAddress.ofLiteral("2001:db8::%x".formatted(number));
  }

  private static AnnounceRequest request(Hash torrent, int peer, long left, Event event) {
    return new AnnounceRequest(torrent, id(peer), 1000, 0, 0, left, event, 50, 0);
  }

  private Answer announce(int peer, long left, Event event) {
    return (Answer)
        core.announce(request(TORRENT, peer, left, event), v4(peer), Families.BOTH, now);
  }

  private static List<Integer> peers(Answer answer) {
    return answer.peers().stream()
        .map(peer -> ByteBuffer.wrap(peer.id().orElseThrow().bytes()).getInt())
        .toList();
  }

  @Test
  void peersHearOfEachOtherAndNeverOfThemselves() {
    assertThat(announce(1, 10, Event.STARTED).peers()).isEmpty();
    Answer second = announce(2, 0, Event.STARTED);
    assertThat(second.locators()).containsExactly(new Locator.Ip(v4(1), 1000));
    assertThat(peers(announce(1, 10, Event.NONE))).containsExactly(2);
    assertThat(second.seeds()).isEqualTo(1);
    assertThat(second.leechers()).isEqualTo(1);
  }

  @Test
  void aSeedHearsOfLeechersFirstAndOfSeedsAsWell() {
    for (int peer = 1; peer <= 40; peer++) {
      announce(peer, peer <= 30 ? 0 : 5, Event.STARTED);
    }
    List<Integer> told = peers(announce(99, 0, Event.STARTED));
    assertThat(told).hasSize(40);
    assertThat(told.subList(0, 10)).allMatch(peer -> peer > 30);
    assertThat(told.subList(10, 40)).allMatch(peer -> peer <= 30);
  }

  @Test
  void everyOtherPeerIsToldEquallyOften() {
    for (int peer = 0; peer < 21; peer++) {
      announce(peer, peer % 2, Event.STARTED);
    }
    int[] told = new int[21];
    int rounds = 10_000;
    for (int i = 0; i < rounds; i++) {
      AnnounceRequest few = new AnnounceRequest(TORRENT, id(7), 1000, 0, 0, 1, Event.NONE, 4, 0);
      peers((Answer) core.announce(few, v4(7), Families.OWN, now)).forEach(peer -> told[peer]++);
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
    now += LIFETIME / 2 + 1;
    assertThat(peers(announce(3, 1, Event.STARTED))).containsExactly(2);
    now += LIFETIME + 1;
    core.expire(now);
    assertThat(core.peers()).isZero();
    assertThat(core.swarms()).isZero();
  }

  @Test
  void forgettingManyIsSpreadOverManyCalls() {
    for (int peer = 0; peer < 1000; peer++) {
      announce(peer, 1, Event.STARTED);
    }
    now += LIFETIME + 1;
    core.expire(now);
    assertThat(core.peers()).isEqualTo(1000 - 64);
    for (int i = 0; i < 16; i++) {
      core.expire(now);
    }
    assertThat(core.peers()).isZero();
  }

  @Test
  void whoStopsIsGoneUnlessItIsAnothersStop() {
    announce(1, 1, Event.STARTED);
    AnnounceRequest anothers = request(TORRENT, 77, 1, Event.STOPPED);
    core.announce(anothers, v4(1), Families.BOTH, now);
    assertThat(core.peers()).isEqualTo(1);
    Answer last = announce(1, 1, Event.STOPPED);
    assertThat(last.peers()).isEmpty();
    assertThat(last.leechers()).isZero();
    assertThat(core.peers()).isZero();
  }

  @Test
  void aProgramStartedAnewReplacesItself() {
    announce(1, 1, Event.STARTED);
    core.announce(request(TORRENT, 77, 0, Event.STARTED), v4(1), Families.BOTH, now);
    assertThat(core.scrape(TORRENT)).isEqualTo(new Scrape(1, 0, 0));
  }

  @Test
  void completionsAreCountedOnce() {
    announce(1, 1, Event.STARTED);
    announce(1, 0, Event.COMPLETED);
    announce(1, 0, Event.COMPLETED);
    announce(2, 0, Event.STARTED);
    assertThat(core.scrape(TORRENT)).isEqualTo(new Scrape(2, 1, 0));
  }

  @Test
  void overUdpOnlyTheOwnFamilyIsNamedOverHttpBoth() {
    core.announce(request(TORRENT, 1, 1, Event.STARTED), v4(1), Families.BOTH, now);
    core.announce(request(TORRENT, 2, 1, Event.STARTED), v6(2), Families.BOTH, now);
    AnnounceRequest third = request(TORRENT, 3, 1, Event.STARTED);
    assertThat(peers((Answer) core.announce(third, v6(3), Families.OWN, now))).containsExactly(2);
    assertThat(peers((Answer) core.announce(third, v6(3), Families.BOTH, now)))
        .containsExactly(2, 1);
  }

  @Test
  void answersAreBoundedAndIntervalsJittered() {
    for (int peer = 1; peer <= 300; peer++) {
      announce(peer, 1, Event.STARTED);
    }
    AnnounceRequest greedy =
        new AnnounceRequest(TORRENT, id(1), 1000, 0, 0, 1, Event.NONE, Integer.MAX_VALUE, 0);
    AnnounceRequest modest = new AnnounceRequest(TORRENT, id(1), 1000, 0, 0, 1, Event.NONE, -1, 0);
    assertThat(((Answer) core.announce(greedy, v4(1), Families.BOTH, now)).peers()).hasSize(200);
    assertThat(((Answer) core.announce(modest, v4(1), Families.BOTH, now)).peers()).hasSize(50);
    Set<Integer> intervals = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      intervals.add(announce(1, 1, Event.NONE).interval());
    }
    assertThat(intervals).hasSizeGreaterThan(10).allMatch(i -> i >= 1800 && i <= 1980);
  }

  /** The reply to the start of a peer at an address, at a tracker of 5 swarms and 8 peers. */
  private TrackerReply start(TrackerCore small, int torrent, int peer, InetAddress from) {
    return small.announce(request(hash(torrent), peer, 1, Event.STARTED), from, Families.OWN, now);
  }

  @Test
  void noAddressAndNobodyFillsIt() {
    TrackerCore small =
        new TrackerCore(INTERVAL, new TrackerLimits(5, 8, 3), new SplittableRandom(1));
    for (int torrent = 1; torrent <= 3; torrent++) {
      assertThat(start(small, torrent, 1, v4(1))).isInstanceOf(Answer.class);
      assertThat(start(small, torrent, 1, v6(torrent))).isInstanceOf(Answer.class);
    }
    assertThat(start(small, 4, 1, v4(1))).isInstanceOf(Failure.class);
    assertThat(start(small, 4, 1, v6(9))).as("one network").isInstanceOf(Failure.class);
    assertThat(start(small, 3, 1, v4(1))).as("known").isInstanceOf(Answer.class);
    assertThat(start(small, 4, 1, v4(2))).isInstanceOf(Answer.class);
    assertThat(start(small, 5, 1, v4(2))).isInstanceOf(Answer.class);
    assertThat(start(small, 1, 1, v4(3))).as("8 peers").isInstanceOf(Failure.class);
    small.announce(request(hash(1), 1, 1, Event.STOPPED), v4(1), Families.OWN, now);
    assertThat(start(small, 6, 1, v4(3))).as("5 swarms").isInstanceOf(Failure.class);
    assertThat(start(small, 2, 1, v4(3))).isInstanceOf(Answer.class);
  }

  @Test
  void onlyTheTorrentsThatAreAdmittedAreServed() {
    announce(1, 1, Event.STARTED);
    core.admit(new Admission(Optional.empty(), Set.of(TORRENT)));
    TrackerReply refused =
        core.announce(request(TORRENT, 1, 1, Event.NONE), v4(1), Families.OWN, now);
    assertThat(refused).isInstanceOf(Failure.class);
    assertThat(core.scrape(TORRENT)).isEqualTo(new Scrape(0, 0, 0));
    core.admit(new Admission(Optional.of(Set.of(TORRENT)), Set.of()));
    assertThat(announce(1, 1, Event.NONE).leechers()).isEqualTo(1);
    assertThat(core.announce(request(hash(9), 1, 1, Event.STARTED), v4(1), Families.OWN, now))
        .isInstanceOf(Failure.class);
  }

  @Test
  void whoCannotBeReachedIsNotNamed() {
    AnnounceRequest mute = new AnnounceRequest(TORRENT, id(1), 0, 0, 0, 1, Event.STARTED, 50, 0);
    assertThat(core.announce(mute, v4(1), Families.OWN, now)).isInstanceOf(Failure.class);
    assertThat(core.peers()).isZero();
  }

  @Test
  void itAgreesWithASimpleModel() {
    Property.forAll(draw -> {
      TrackerCore tracker = new TrackerCore(INTERVAL, draw.random());
      Map<Integer, Boolean> model = new HashMap<>(); // peer: is a seed
      for (int step = 0; step < 60; step++) {
        int peer = draw.between(1, 30);
        Event event = draw.one(List.of(Event.values()));
        boolean seed = draw.oneIn(2);
        AnnounceRequest request = request(TORRENT, peer, seed ? 0 : 1, event);
        InetAddress from = peer % 2 == 0 ? v4(peer) : v6(peer);
        Answer answer = (Answer) tracker.announce(request, from, Families.BOTH, step);
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
