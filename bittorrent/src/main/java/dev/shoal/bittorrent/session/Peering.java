package dev.shoal.bittorrent.session;

import dev.shoal.announce.PeerId;
import dev.shoal.host.Host;

/**
 * As whom, and how openly, this node takes part in one swarm.
 *
 * @param privateTorrent only its trackers and the person may name peers (BEP 27)
 * @param peerId 20 bytes, new for each process and torrent (BEP 20)
 */
record Peering(Host host, boolean privateTorrent, byte[] peerId) {
  Peering(Host host, boolean privateTorrent) {
    this(host, privateTorrent, PeerId.create(host.random("peer id")).bytes());
  }
}
