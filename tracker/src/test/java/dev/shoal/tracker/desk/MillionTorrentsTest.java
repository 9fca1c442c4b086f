package dev.shoal.tracker.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.Scrape;
import dev.shoal.base.Clock;
import dev.shoal.base.Endpoint;
import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.Outcome;
import dev.shoal.tracker.core.TrackerCore;
import dev.shoal.tracker.core.TrackerLimits;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A million torrents of ten peers each, as the largest trackers have, in one memory. */
@Tag("all")
class MillionTorrentsTest {
  private static final int TORRENTS = 1_000_000;
  private static final int PEERS = 10;
  private static final int SAMPLE = 10_000;

  /** With its share of the swarm and of the tables; 8 of them are where the peer is. */
  private static final double MOST_BYTES_A_PEER = 60;

  private final long seed = System.nanoTime();
  private final MemoryDesk desk =
      new MemoryDesk(
          Duration.ofMinutes(30),
          new TrackerLimits(1L << 30, Integer.MAX_VALUE, Integer.MAX_VALUE),
          Clock.system(),
          new SplittableRandom(seed));

  @Test
  void allAreCountedAndFitTheMemory() {
    System.out.println("seed " + seed);
    long before = used();
    int answered = 0;
    for (int peer = 0; peer < PEERS; peer++) {
      for (int torrent = 0; torrent < TORRENTS; torrent++) {
        answered += desk.announce(announce(torrent, peer)) instanceof Outcome.Answered ? 1 : 0;
      }
    }
    double each = (double) (used() - before) / TORRENTS / PEERS;
    System.out.printf(Locale.ROOT, "%.1f bytes a peer%n", each);
    assertThat(answered).isEqualTo(TORRENTS * PEERS);
    assertThat(desk.sum(TrackerCore::swarms)).isEqualTo(TORRENTS);
    assertThat(desk.sum(TrackerCore::peers)).isEqualTo((long) TORRENTS * PEERS);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < SAMPLE; i++) {
      int torrent = random.nextInt(TORRENTS);
      int leechers = PEERS - seeds(torrent);
      assertThat(desk.scrape(List.of(infoHash(torrent))))
          .containsExactly(new Scrape(seeds(torrent), 0, leechers, leechers));
    }
    assertThat(desk.scrape(List.of(infoHash(TORRENTS)))).containsExactly(Scrape.NOTHING);
    assertThat(each).isLessThan(MOST_BYTES_A_PEER);
  }

  private Announce announce(int torrent, int peer) {
    Endpoint at = Endpoint.v4(torrent * PEERS + peer, 1 + peer);
    boolean isSeed = peer < seeds(torrent);
    return new Announce(infoHash(torrent), at, isSeed, Event.STARTED, 0, Announce.Families.OWN);
  }

  private static int seeds(int torrent) {
    return torrent % (PEERS + 1);
  }

  private InfoHash infoHash(int torrent) {
    SplittableRandom random = new SplittableRandom(seed + torrent);
    return new InfoHash(random.nextLong(), random.nextLong(), random.nextInt());
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
