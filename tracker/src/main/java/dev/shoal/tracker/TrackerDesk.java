package dev.shoal.tracker;

import dev.shoal.announce.AnnounceRequest;
import dev.shoal.announce.Scrape;
import dev.shoal.announce.TrackerReply;
import dev.shoal.base.Clock;
import dev.shoal.base.Hash;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A {@link TrackerCore} on a clock that any thread may speak to. */
final class TrackerDesk {
  private final ReentrantLock lock = new ReentrantLock();
  private final TrackerCore core; // guarded by lock
  private final Clock clock;

  TrackerDesk(TrackerCore core, Clock clock) {
    this.core = core;
    this.clock = clock;
  }

  Clock clock() {
    return clock;
  }

  TrackerReply announce(AnnounceRequest request, InetAddress from, TrackerCore.Families families) {
    lock.lock();
    try {
      return core.announce(request, from, families, clock.nanos());
    } finally {
      lock.unlock();
    }
  }

  List<Scrape> scrape(List<Hash> infoHashes) {
    lock.lock();
    try {
      return infoHashes.stream().map(core::scrape).toList();
    } finally {
      lock.unlock();
    }
  }

  void admit(Admission admission) {
    lock.lock();
    try {
      core.admit(admission);
    } finally {
      lock.unlock();
    }
  }

  void expire() {
    lock.lock();
    try {
      core.expire(clock.nanos());
    } finally {
      lock.unlock();
    }
  }
}
