package dev.shoal.tracker.desk;

import dev.shoal.announce.Scrape;
import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.Outcome;
import dev.shoal.tracker.core.SavedSwarm;
import dev.shoal.tracker.core.TrackerCore;
import dev.shoal.tracker.event.TrackerEvent;
import dev.shoal.tracker.shared.StoreException;
import dev.shoal.tracker.shared.SwarmStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Swarms that several trackers share in a store. Each announce goes to the own memory as well: that
 * decides about it, and answers while the store is away. Once the store is back it is told of all
 * that is in memory.
 */
public final class SharedDesk implements Desk {
  private static final int TOLD_AT_ONCE = 200; // swarms

  private final MemoryDesk memory;
  private final SwarmStore store;
  private final Consumer<TrackerEvent> events;
  private final AtomicBoolean away = new AtomicBoolean();

  /** Swarms in this store, and those that announce here in memory. */
  public SharedDesk(MemoryDesk memory, SwarmStore store, Consumer<TrackerEvent> events) {
    this.memory = memory;
    this.store = store;
    this.events = events;
  }

  /** Whether the store did not answer when it was last asked. */
  public boolean isAway() {
    return away.get();
  }

  @Override
  public Outcome announce(Announce announce) {
    Outcome own = memory.announce(announce);
    if (away.get() || !(own instanceof Outcome.Answered answered)) {
      return own;
    }
    try {
      SwarmStore.Found found =
          store.announce(announce, memory.lifetime(), TrackerCore.count(announce));
      return new Outcome.Answered(
          answered.interval(),
          answered.minInterval(),
          found.seeds(),
          found.leechers(),
          found.v4(),
          found.v6());
    } catch (StoreException e) {
      lost(e);
      return own;
    }
  }

  @Override
  public List<Scrape> scrape(List<InfoHash> infoHashes) {
    if (!away.get()) {
      try {
        return store.scrape(infoHashes);
      } catch (StoreException e) {
        lost(e);
      }
    }
    return memory.scrape(infoHashes);
  }

  /** Looks whether the store is there, and tells it what it missed; once a second or so. */
  public void keepHouse() {
    try {
      store.ping();
      if (away.get()) {
        long told = tellAll();
        away.set(false);
        events.accept(new TrackerEvent.StoreBack(told));
      }
    } catch (StoreException e) {
      lost(e);
    }
  }

  private long tellAll() {
    AtomicLong told = new AtomicLong();
    List<SavedSwarm> some = new ArrayList<>(TOLD_AT_ONCE);
    memory.save(swarm -> {
      some.add(swarm);
      told.incrementAndGet();
      if (some.size() == TOLD_AT_ONCE) {
        store.restore(some, memory.lifetime());
        some.clear();
      }
    });
    store.restore(some, memory.lifetime());
    return told.get();
  }

  private void lost(StoreException why) {
    if (!away.getAndSet(true)) {
      events.accept(new TrackerEvent.StoreAway(String.valueOf(why.getMessage())));
    }
  }
}
