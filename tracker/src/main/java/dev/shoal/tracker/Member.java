package dev.shoal.tracker;

import dev.shoal.announce.PeerId;
import dev.shoal.announce.TrackerReply;
import dev.shoal.base.Locator;
import java.net.Inet4Address;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A peer in a swarm, and its place in {@link Swarm} and {@link Roll}, who alone change it. */
final class Member {
  final Swarm swarm;
  final Locator.Ip locator;
  final PeerId id;

  boolean seed;
  boolean completed; // was counted as one that became complete
  int place; // within its crowd
  long seen;
  @Nullable Member older;
  @Nullable Member newer;

  Member(Swarm swarm, Locator.Ip locator, PeerId id) {
    this.swarm = swarm;
    this.locator = locator;
    this.id = id;
  }

  boolean isV6() {
    return !(locator.address() instanceof Inet4Address);
  }

  TrackerReply.Peer peer() {
    return new TrackerReply.Peer(locator, Optional.of(id));
  }
}
