package dev.shoal.mainline.dht;

import dev.shoal.discovery.Subnet;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Which address others see this node at: what most of the last voters say, each from another
 * subnet, as one liar has many addresses of one (BEP 42). For one thread.
 */
final class AddressVote {
  /** Voters that are remembered; older ones may have seen an earlier address. */
  private static final int VOTERS = 20;

  /** With fewer votes for it an address is not believed. */
  private static final int ENOUGH = 4;

  private final Map<ByteBuffer, InetAddress> votes = new LinkedHashMap<>(); // the oldest first
  private Optional<InetAddress> elected = Optional.empty();

  /** A node says where it sees this one. */
  void add(InetAddress voter, InetAddress seenAs) {
    ByteBuffer subnet = Subnet.of(voter);
    votes.remove(subnet);
    votes.put(subnet, seenAs);
    if (votes.size() > VOTERS) {
      votes.remove(votes.keySet().iterator().next());
    }
    elected = count();
  }

  /** The address with more than half of the votes, and enough of them. */
  Optional<InetAddress> elected() {
    return elected;
  }

  private Optional<InetAddress> count() {
    Map<InetAddress, Integer> counts = new HashMap<>();
    for (InetAddress address : votes.values()) {
      int count = counts.merge(address, 1, Integer::sum);
      if (count >= ENOUGH && count * 2 > votes.size()) {
        return Optional.of(address);
      }
    }
    return Optional.empty();
  }
}
