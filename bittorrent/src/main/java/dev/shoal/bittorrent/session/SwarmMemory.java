package dev.shoal.bittorrent.session;

import dev.shoal.base.Locator;
import dev.shoal.content.DiskException;
import dev.shoal.discovery.Candidate;
import dev.shoal.host.Host;
import dev.shoal.host.PeerView;
import dev.shoal.host.Timers;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Remembers the peers of one swarm with its content, so that the next time somebody is known at
 * once: every few minutes and at the end. It is no loss if that fails. Not for private content (BEP
 * 27).
 */
final class SwarmMemory {
  /** Where it is kept; both wait for the disk. */
  interface Store {
    Optional<byte[]> recall();

    void keep(byte[] bytes);
  }

  private static final long KEEP_NANOS = 180_000_000_000L; // a crash costs three minutes of it

  private final Host host;
  private final Store store;
  private final Supplier<List<PeerView>> connected;
  private final Timers.Timer timer;
  private volatile KnownPeers known = KnownPeers.NONE;
  private volatile boolean over;

  SwarmMemory(Host host, Store store, Supplier<List<PeerView>> connected) {
    this.host = host;
    this.store = store;
    this.connected = connected;
    this.timer = host.timers().timer(this::look);
  }

  /** Those of earlier runs; from now on it remembers. */
  List<Candidate> recall() {
    try {
      known = host.contents().workers().call(store::recall).map(KnownPeers::decode).orElse(known);
    } catch (DiskException unreadable) {
      known = KnownPeers.NONE;
    }
    timer.at(host.clock().nanos() + KEEP_NANOS);
    return known.fresh(host.clock().millis()).stream()
        .map(peer -> new Candidate(peer, Candidate.Origin.MEMORY))
        .toList();
  }

  private void look() {
    keep();
    if (!over) {
      timer.at(host.clock().nanos() + KEEP_NANOS);
    }
  }

  private void keep() {
    List<Locator.Ip> now =
        connected.get().stream()
            .filter(peer -> peer.port() != 0)
            .filter(peer -> !peer.locator().address().isLinkLocalAddress()) // its zone may change
            .sorted(Comparator.comparing(PeerView::incoming)) // who was dialled can be again
            .map(peer -> new Locator.Ip(peer.locator().address(), peer.port()))
            .toList();
    if (!over && !now.isEmpty()) {
      known = known.with(now, host.clock().millis());
      write(known);
    }
  }

  private void write(KnownPeers peers) {
    try {
      host.contents()
          .workers()
          .call(() -> {
            store.keep(peers.encode());
            return true;
          });
    } catch (DiskException full) {
      return; // it is known from other sources again
    }
  }

  /** The content turned out to be private: nothing stays. */
  void forget() {
    over = true;
    timer.close();
    if (!known.peers().isEmpty()) {
      write(KnownPeers.NONE);
    }
  }

  /** Remembers who is connected, for the last time. */
  void close() {
    keep();
    over = true;
    timer.close();
  }
}
