/**
 * The BitTorrent protocol: torrents and magnet links, the peer wire, the swarm.
 *
 * <p>It is not a user interface, not a tracker, and does not know how connections are made or where
 * the person's files are: it asks the {@code Host}. To read it, begin with {@code wire.PeerMessage}
 * and {@code piece/STATES.md}; then {@code swarm.SwarmCore} and {@code peer.LinkCore}, the two
 * cores that decide everything; then {@code peer.Link} and {@code swarm.SwarmDriver}, their edges;
 * {@code handshake} and {@code encryption}, by which a connection begins; last {@code session},
 * which joins a torrent to files, trackers and a person's wishes.
 */
@org.jspecify.annotations.NullMarked
module dev.shoal.bittorrent {
  requires static transitive org.jspecify;
  requires transitive dev.shoal.base;
  requires transitive dev.shoal.bencode;
  requires transitive dev.shoal.content;
  requires transitive dev.shoal.discovery;
  requires transitive dev.shoal.net;
  requires transitive dev.shoal.host;
  requires transitive dev.shoal.announce;

  exports dev.shoal.bittorrent.metainfo;
  exports dev.shoal.bittorrent.piece to
      dev.shoal.simulator;
  exports dev.shoal.bittorrent.swarm to
      dev.shoal.simulator;

  provides dev.shoal.host.Protocol with
      dev.shoal.bittorrent.session.BitTorrent;
}
