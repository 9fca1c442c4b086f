package dev.shoal.tracker.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.Scrape;
import dev.shoal.base.Endpoint;
import dev.shoal.tracker.HandClock;
import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.Outcome.Answered;
import dev.shoal.tracker.core.SavedSwarm;
import dev.shoal.tracker.core.TrackerLimits;
import dev.shoal.tracker.event.TrackerEvent;
import dev.shoal.tracker.shared.StoreException;
import dev.shoal.tracker.shared.SwarmStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SharedDeskTest {
  private static final Duration INTERVAL = Duration.ofMinutes(30);

  /** A store that knows how many peers each torrent has, and can be away. */
  private static final class FakeStore implements SwarmStore {
    final Set<Endpoint> peers = new HashSet<>();
    boolean away;

    private void orAway() {
      if (away) {
        throw new StoreException("nobody there", new IllegalStateException());
      }
    }

    @Override
    public Found announce(Announce announce, Duration lifetime, int numWant) {
      orAway();
      assertThat(lifetime).isEqualTo(INTERVAL.multipliedBy(2).plusMinutes(1));
      peers.add(announce.peer());
      return new Found(0, peers.size(), new byte[6 * Math.min(numWant, peers.size())], new byte[0]);
    }

    @Override
    public List<Scrape> scrape(List<InfoHash> infoHashes) {
      orAway();
      return infoHashes.stream().map(hash -> new Scrape(0, 0, peers.size())).toList();
    }

    @Override
    public void restore(List<SavedSwarm> swarms, Duration lifetime) {
      orAway();
      swarms.forEach(swarm -> swarm.peers().forEach(peer -> peers.add(peer.at())));
    }

    @Override
    public void ping() {
      orAway();
    }

    @Override
    public void close() {
      peers.clear();
    }
  }

  private final FakeStore store = new FakeStore();
  private final List<TrackerEvent> events = new ArrayList<>();
  private final MemoryDesk memory =
      new MemoryDesk(INTERVAL, TrackerLimits.USUAL, new HandClock(), new SplittableRandom(1));
  private final SharedDesk desk = new SharedDesk(memory, store, events::add);

  private Answered announce(int peer) {
    return (Answered)
        desk.announce(
            new Announce(
                new InfoHash(1, 2, peer % 3),
                Endpoint.v4(peer, 1000),
                false,
                Event.NONE,
                50,
                Announce.Families.OWN));
  }

  @Test
  void theStoreAnswersAndWhileItIsAwayTheMemory() {
    store.peers.add(Endpoint.v4(99, 1)); // of another tracker
    assertThat(announce(1).leechers()).isEqualTo(2);
    store.away = true;
    assertThat(announce(4).leechers()).as("two here").isEqualTo(2);
    assertThat(announce(7).leechers()).isEqualTo(3);
    assertThat(desk.scrape(List.of(new InfoHash(1, 2, 1)))).containsExactly(new Scrape(0, 0, 3));
    assertThat(desk.isAway()).isTrue();
    assertThat(events).as("told once").hasSize(1);
    desk.keepHouse();
    assertThat(events).hasSize(1);
  }

  @Test
  void aStoreThatIsBackIsToldOfAllThatCame() {
    store.away = true;
    for (int peer = 0; peer < 1000; peer++) {
      announce(peer);
    }
    store.away = false;
    assertThat(announce(5).leechers()).as("not asked before it was told").isLessThan(400);
    desk.keepHouse();
    assertThat(desk.isAway()).isFalse();
    assertThat(events.getLast()).isEqualTo(new TrackerEvent.StoreBack(3));
    assertThat(store.peers).hasSize(1000);
    assertThat(announce(1000).leechers()).isEqualTo(1001);
  }
}
