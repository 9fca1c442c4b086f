package dev.shoal.bittorrent.session;

import dev.shoal.bittorrent.peer.Joining;
import dev.shoal.discovery.Candidate;
import dev.shoal.discovery.PeerSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who names peers to one transfer, beside its peers: its trackers, and unless the content is
 * private (BEP 27) the DHT, the local network and memory. Any thread may use it.
 */
final class PeerSources {
  private final Consumer<List<Candidate>> found;
  private final List<PeerSource> trackers = new CopyOnWriteArrayList<>();
  private final List<PeerSource> open = new CopyOnWriteArrayList<>();
  private volatile @Nullable SwarmMemory memory;
  private volatile boolean restricted;
  private volatile boolean closed;

  PeerSources(Consumer<List<Candidate>> found) {
    this.found = found;
  }

  /** Asks a tracker of the content. */
  void add(PeerSource tracker) {
    trackers.add(tracker);
    tracker.start(found);
    if (closed) {
      tracker.close();
    }
  }

  /** Asks somebody who must not know of private content. */
  void addOpen(PeerSource source) {
    open.add(source);
    source.start(found);
    if (closed || restricted) {
      source.close();
    }
  }

  /** Begins to remember peers, with those of earlier runs. */
  void remember(SwarmMemory fresh) {
    memory = fresh;
    found.accept(fresh.recall());
    if (restricted) {
      fresh.forget();
    }
  }

  /** The content turned out to be private: whoever must not know of it is asked no more. */
  void restrict() {
    restricted = true;
    SwarmMemory remembering = memory;
    if (remembering != null) {
      remembering.forget();
    }
    leave(open).forEach(Joining::join);
  }

  /** Remembers, while the peers are still there, and takes leave of all; on these threads. */
  List<Thread> close() {
    closed = true;
    SwarmMemory remembering = memory;
    if (remembering != null) {
      remembering.close();
    }
    List<Thread> leaving = leave(trackers);
    leaving.addAll(leave(open));
    return leaving;
  }

  private static List<Thread> leave(List<PeerSource> sources) {
    List<Thread> leaving = new ArrayList<>();
    for (PeerSource source : sources) {
      leaving.add(Thread.ofVirtual().name("leaving").start(source::close));
    }
    return leaving;
  }
}
