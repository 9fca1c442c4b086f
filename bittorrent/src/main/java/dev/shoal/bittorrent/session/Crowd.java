package dev.shoal.bittorrent.session;

import dev.shoal.discovery.Subnet;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * How many connections one swarm has, and from where: nobody fills it alone. Any thread may use it.
 */
final class Crowd {
  /** Connections of one torrent; more peers give no more speed. */
  static final int MAX = 550;

  /** Of those, accepted ones: room is left for peers that this side chooses to dial. */
  static final int MAX_ACCEPTED = 500;

  /** From one address: a household behind one router. On this machine all nodes share one. */
  static final int MAX_AN_ADDRESS = 8;

  /** From one /24 or /64. */
  static final int MAX_A_SUBNET = 64;

  private final Map<InetAddress, Integer> addresses = new HashMap<>();
  private final Map<ByteBuffer, Integer> subnets = new HashMap<>();
  private int all;
  private int accepted;

  synchronized boolean hasRoom() {
    return all < MAX;
  }

  synchronized boolean hasRoomForAccepted() {
    return all < MAX && accepted < MAX_ACCEPTED;
  }

  /** A connection begins; false if there are too many like it. */
  synchronized boolean enter(InetAddress from, boolean isAccepted) {
    boolean near = from.isLoopbackAddress();
    boolean crowded =
        addresses.getOrDefault(from, 0) >= MAX_AN_ADDRESS
            || subnets.getOrDefault(Subnet.of(from), 0) >= MAX_A_SUBNET;
    if (!(isAccepted ? hasRoomForAccepted() : hasRoom()) || (crowded && !near)) {
      return false;
    }
    all++;
    accepted += isAccepted ? 1 : 0;
    addresses.merge(from, 1, Integer::sum);
    subnets.merge(Subnet.of(from), 1, Integer::sum);
    return true;
  }

  /** One that was let in has ended. */
  synchronized void leave(InetAddress from, boolean wasAccepted) {
    all--;
    accepted -= wasAccepted ? 1 : 0;
    addresses.computeIfPresent(from, (key, n) -> n == 1 ? null : n - 1);
    subnets.computeIfPresent(Subnet.of(from), (key, n) -> n == 1 ? null : n - 1);
  }
}
