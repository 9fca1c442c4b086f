package dev.shoal.bittorrent.session;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom this swarm wants no more of: by address; on this machine, where many nodes share one, by
 * peer id. Whoever left before the verdict is found as well. Any thread may use it.
 */
final class Bans {
  /** Banned ones, and connections that were, which are remembered. */
  private static final int MAX = 1000;

  private final Set<String> banned = new HashSet<>();
  private final Map<Integer, Peer> seen = new LinkedHashMap<>();

  private record Peer(Locator.Ip remote, String name) {}

  /** A connection begins; false if it is one of a banned peer. */
  synchronized boolean admit(int source, Locator.Ip remote, byte[] peerId) {
    InetAddress address = remote.address();
    String name =
        address.isLoopbackAddress() ? HexFormat.of().formatHex(peerId) : address.getHostAddress();
    seen.put(source, new Peer(remote, name));
    if (seen.size() > MAX) {
      seen.remove(seen.keySet().iterator().next());
    }
    return !banned.contains(name);
  }

  /** Bans whoever has, or had, this connection; where that was. */
  synchronized Optional<Locator.Ip> ban(int source) {
    Peer peer = seen.get(source);
    if (peer == null || banned.size() >= MAX) {
      return Optional.empty();
    }
    banned.add(peer.name);
    return Optional.of(peer.remote);
  }
}
