package dev.shoal.bittorrent.extension;

import dev.shoal.base.Locator;
import dev.shoal.bittorrent.extension.LeftLately.Left;
import dev.shoal.bittorrent.extension.UtPex.Peer;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The exchange of peers with one peer (BEP 11): a message a minute at most, each way; what it was
 * told, so that only what changed is told again. Pure; a single thread at a time uses it.
 */
public final class PeerExchange {
  /** The least time between two messages (BEP 11). */
  public static final long MINUTE_NANOS = 60_000_000_000L;

  /** Connected peers of a family below which those that left lately are told of (BEP 11). */
  static final int FEW = 25;

  /** Of others: their clocks and queues are not ours. */
  private static final long LEAST_HEARD_NANOS = 45_000_000_000L;

  private final Set<Locator.Ip> told = new LinkedHashSet<>();
  private long leftTold; // number of the last of those that left lately
  private boolean spoken;
  private long spokenAt;
  private boolean heard;
  private long heardAt;

  /** With a peer that was told of nobody yet. */
  public PeerExchange() {}

  /**
   * What to tell it now, if it is time and there is anything to tell.
   *
   * @param connected the other peers there are, which listen where they say
   * @param lately others that were let go; told of once, and dropped in the message after that
   */
  public Optional<UtPex> next(List<Peer> connected, List<Left> lately, long nanos) {
    if (spoken && nanos - spokenAt < MINUTE_NANOS) {
      return Optional.empty();
    }
    Map<Locator.Ip, Peer> now = new TreeMap<>();
    connected.forEach(peer -> now.put(peer.locator(), peer));
    List<Locator.Ip> dropped =
        told.stream().filter(peer -> !now.containsKey(peer)).limit(UtPex.MAX_PEERS).toList();
    fill(now, lately);
    List<Peer> added =
        now.values().stream()
            .filter(peer -> !told.contains(peer.locator()))
            .limit(UtPex.MAX_PEERS)
            .toList();
    if (added.isEmpty() && dropped.isEmpty()) {
      return Optional.empty();
    }
    leftTold = lately.stream().mapToLong(Left::number).reduce(leftTold, Math::max);
    dropped.forEach(told::remove);
    added.forEach(peer -> told.add(peer.locator()));
    spoken = true;
    spokenAt = nanos;
    return Optional.of(new UtPex(added, dropped));
  }

  /** Adds those that left lately, each once, for a family of which few are connected. */
  private void fill(Map<Locator.Ip, Peer> now, List<Left> lately) {
    for (boolean v6 : new boolean[] {false, true}) {
      if (now.keySet().stream().filter(it -> UtPex.isV6(it) == v6).count() < FEW) {
        lately.stream()
            .filter(left -> left.number() > leftTold && UtPex.isV6(left.peer().locator()) == v6)
            .filter(left -> !told.contains(left.peer().locator()))
            .forEach(left -> now.putIfAbsent(left.peer().locator(), left.peer()));
      }
    }
  }

  /**
   * It tells of peers.
   *
   * @param wantsSeeds whether peers that have everything are of use
   * @return those to be remembered, of one address one: none if it told some less than a minute ago
   */
  public List<Locator.Ip> heard(UtPex message, boolean wantsSeeds, long nanos) {
    if (heard && nanos - heardAt < LEAST_HEARD_NANOS) {
      return List.of();
    }
    heard = true;
    heardAt = nanos;
    Set<InetAddress> addresses = new HashSet<>();
    List<Locator.Ip> some = new ArrayList<>();
    for (Peer peer : message.added()) {
      InetAddress address = peer.locator().address();
      // nodes of one machine share its loopback address; elsewhere many ports are an attack
      boolean fresh = address.isLoopbackAddress() || addresses.add(address);
      if (fresh && (wantsSeeds || !peer.isSeed())) {
        some.add(peer.locator());
      }
    }
    return some;
  }
}
