package dev.shoal.tracker.desk;

import dev.shoal.announce.Scrape;
import dev.shoal.base.Clock;
import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.core.Census;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.Outcome;
import dev.shoal.tracker.core.SavedSwarm;
import dev.shoal.tracker.core.TrackerCore;
import dev.shoal.tracker.core.TrackerLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/**
 * Swarms in memory, shared out by info-hash among cores with a lock each, so that threads seldom
 * want the same one: a core is held for about a quarter of a microsecond.
 */
public final class MemoryDesk implements Desk {
  /** A power of two; with 16, two threads meet once in some hundred announces. */
  private static final int CORES = 16;

  /** How many swarms are handed over before others get their turn. */
  private static final int SAVED_AT_ONCE = 64;

  private static final class Place {
    final ReentrantLock lock = new ReentrantLock();
    final TrackerCore core; // guarded by lock

    Place(TrackerCore core) {
      this.core = core;
    }
  }

  private final List<Place> places = new ArrayList<>();
  private final Clock clock;
  private final Census census;

  /** No swarms yet; {@code random} gives each core a generator of its own. */
  public MemoryDesk(
      Duration interval,
      TrackerLimits limits,
      Clock clock,
      RandomGenerator.SplittableGenerator random) {
    this.clock = clock;
    census = new Census(limits);
    TrackerLimits share =
        limits.withAnnouncesPerSecond(Math.max(1, limits.announcesPerSecond() / CORES));
    for (int i = 0; i < CORES; i++) {
      places.add(new Place(new TrackerCore(interval, census, share, random.split())));
    }
  }

  @Override
  public Outcome announce(Announce announce) {
    Place place = place(announce.infoHash());
    place.lock.lock();
    try {
      return place.core.announce(announce, clock.nanos());
    } finally {
      place.lock.unlock();
    }
  }

  @Override
  public List<Scrape> scrape(List<InfoHash> infoHashes) {
    List<Scrape> scrapes = new ArrayList<>(infoHashes.size());
    for (InfoHash infoHash : infoHashes) {
      Place place = place(infoHash);
      place.lock.lock();
      try {
        scrapes.add(place.core.scrape(infoHash));
      } finally {
        place.lock.unlock();
      }
    }
    return scrapes;
  }

  /** Forgets who has expired; to be called about once a second. */
  public void sweep() {
    for (Place place : places) {
      boolean more = true;
      while (more) {
        place.lock.lock();
        try {
          more = place.core.sweep(clock.nanos());
        } finally {
          place.lock.unlock();
        }
      }
    }
  }

  /**
   * Hands over all swarms, those of one core after those of the other. Of swarms that change
   * meanwhile it is what they were when it was their turn; none that stays is left out, unless the
   * table of its core grew or shrank just then.
   */
  public void save(Consumer<SavedSwarm> to) {
    for (Place place : places) {
      int slot = 0;
      do {
        List<SavedSwarm> some = new ArrayList<>(SAVED_AT_ONCE);
        place.lock.lock();
        try {
          slot = place.core.save(slot, SAVED_AT_ONCE, clock.nanos(), some::add);
        } finally {
          place.lock.unlock();
        }
        some.forEach(to);
      } while (slot > 0);
    }
  }

  /** Takes back a swarm that was handed over. */
  public void restore(SavedSwarm saved) {
    Place place = place(saved.infoHash());
    place.lock.lock();
    try {
      place.core.restore(saved, clock.nanos());
    } finally {
      place.lock.unlock();
    }
  }

  /** The sum over all cores. */
  public long sum(ToLongFunction<TrackerCore> of) {
    long sum = 0;
    for (Place place : places) {
      place.lock.lock();
      try {
        sum += of.applyAsLong(place.core);
      } finally {
        place.lock.unlock();
      }
    }
    return sum;
  }

  /** How much memory swarms and peers take, as it is reckoned. */
  public long bytes() {
    return census.bytes();
  }

  /** How long peers are asked to wait now, on average over the cores. */
  public Duration interval() {
    return Duration.ofSeconds(sum(TrackerCore::interval) / CORES);
  }

  /** How long a peer counts that announces now. */
  public Duration lifetime() {
    return Duration.ofNanos(sum(core -> core.lifetime().toNanos()) / CORES);
  }

  private Place place(InfoHash infoHash) {
    // The last bits: tables of the cores go by the others.
    return places.get(infoHash.low() & (CORES - 1));
  }
}
