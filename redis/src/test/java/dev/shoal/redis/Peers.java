package dev.shoal.redis;

import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.base.Endpoint;
import dev.shoal.tracker.core.Announce;
import dev.shoal.tracker.core.Announce.Families;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.core.SavedSwarm.SavedPeer;
import dev.shoal.tracker.shared.SwarmStore.Found;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Peers by number, what they announce, and who is in an answer. */
final class Peers {
  static final Duration LONG = Duration.ofHours(1);

  private Peers() {}

  static Endpoint v4(int number) {
    return Endpoint.v4(0xC6120000 + number, 6881);
  }

  static Endpoint v6(int number) {
    return new Endpoint(true, 0x20010DB8_00000000L, 0xFF00_0000_0000_0000L + number, 0xFFFF);
  }

  static Announce leecher(InfoHash swarm, Endpoint peer) {
    return new Announce(swarm, peer, false, Event.NONE, 50, Families.BOTH);
  }

  static Announce seed(InfoHash swarm, Endpoint peer) {
    return new Announce(swarm, peer, true, Event.NONE, 50, Families.BOTH);
  }

  static Announce with(Announce announce, Event event) {
    return new Announce(
        announce.infoHash(), announce.peer(), announce.seed(), event, 50, announce.families());
  }

  static Announce naming(Announce announce, Families families) {
    return new Announce(
        announce.infoHash(), announce.peer(), announce.seed(), announce.event(), 50, families);
  }

  static SavedPeer saved(Endpoint peer, boolean seed, int seconds) {
    return new SavedPeer(peer, seed, false, false, seconds);
  }

  /** Whom the store named, IPv4 first. */
  static List<Endpoint> named(Found found) {
    List<Endpoint> peers = new ArrayList<>();
    ByteBuffer v4 = ByteBuffer.wrap(found.v4());
    while (v4.hasRemaining()) {
      peers.add(Endpoint.v4(v4.getInt(), Short.toUnsignedInt(v4.getShort())));
    }
    ByteBuffer v6 = ByteBuffer.wrap(found.v6());
    while (v6.hasRemaining()) {
      long high = v6.getLong();
      peers.add(new Endpoint(true, high, v6.getLong(), Short.toUnsignedInt(v6.getShort())));
    }
    return peers;
  }
}
