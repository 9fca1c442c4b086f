package dev.shoal.bittorrent.session;

import dev.shoal.announce.PeerId;
import dev.shoal.host.Host;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * As whom, and how openly, this node takes part in one swarm.
 *
 * @param privateTorrent only its trackers and the person may name peers (BEP 27)
 * @param connections how many all swarms of the node have
 * @param peerId 20 bytes, new for each process and torrent (BEP 20)
 */
record Peering(Host host, boolean privateTorrent, AtomicInteger connections, byte[] peerId) {
  Peering(Host host, boolean privateTorrent, AtomicInteger connections) {
    this(host, privateTorrent, connections, PeerId.create(host.random("peer id")).bytes());
  }
}
