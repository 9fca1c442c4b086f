package dev.shoal.bittorrent.session;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.encryption.EncryptionCore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The swarms that take connections, by info-hash and by its hash in encrypted handshakes. */
final class Served {
  private final Map<Hash, Swarm> swarms = new ConcurrentHashMap<>();
  private final Map<Hash, Hash> requested = new ConcurrentHashMap<>();

  /** Adds a swarm; false if there is one of this info-hash. */
  boolean add(Hash infoHash, Swarm swarm) {
    if (swarms.putIfAbsent(infoHash, swarm) != null) {
      return false;
    }
    requested.put(EncryptionCore.requested(infoHash), infoHash);
    return true;
  }

  void remove(Hash infoHash, Swarm swarm) {
    if (swarms.remove(infoHash, swarm)) {
      requested.remove(EncryptionCore.requested(infoHash));
    }
  }

  Optional<Swarm> swarm(Hash infoHash) {
    return Optional.ofNullable(swarms.get(infoHash));
  }

  /** This side's peer id for a torrent; empty for one that is not served. */
  Optional<byte[]> peerId(Hash infoHash) {
    return swarm(infoHash).map(swarm -> swarm.connections().peerId());
  }

  /** Whether its peers are told of this node in the DHT. */
  boolean offersDht(Hash infoHash) {
    return swarm(infoHash).map(swarm -> swarm.connections().offersDht()).orElse(false);
  }

  /** The info-hash of which this is {@link EncryptionCore#requested}. */
  Optional<Hash> meant(Hash hash) {
    return Optional.ofNullable(requested.get(hash));
  }
}
