package dev.shoal.bittorrent.extension;

import dev.shoal.base.Locator;
import dev.shoal.bittorrent.extension.UtPex.Peer;
import java.util.ArrayList;
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

  /** Of others: their clocks and queues are not ours. */
  private static final long LEAST_HEARD_NANOS = 45_000_000_000L;

  /** Candidates from one peer: it must not fill the pool alone. */
  public static final int MAX_FROM_ONE = 400;

  private final Locator.Ip with;
  private final Set<Locator.Ip> told = new LinkedHashSet<>();
  private boolean spoken;
  private long spokenAt;
  private boolean heard;
  private long heardAt;
  private int taken;

  /**
   * With a peer.
   *
   * @param with where it is; it is not told of itself
   */
  public PeerExchange(Locator.Ip with) {
    this.with = with;
  }

  /**
   * What to tell it now, if it is time and there is anything to tell.
   *
   * @param connected the peers there are, which listen where they say
   */
  public Optional<UtPex> next(List<Peer> connected, long nanos) {
    if (spoken && nanos - spokenAt < MINUTE_NANOS) {
      return Optional.empty();
    }
    Map<Locator.Ip, Peer> now = new TreeMap<>();
    connected.stream()
        .filter(peer -> !peer.locator().equals(with))
        .forEach(peer -> now.put(peer.locator(), peer));
    List<Locator.Ip> dropped =
        told.stream().filter(peer -> !now.containsKey(peer)).limit(UtPex.MAX_PEERS).toList();
    List<Peer> added =
        now.values().stream()
            .filter(peer -> !told.contains(peer.locator()))
            .limit(UtPex.MAX_PEERS)
            .toList();
    if (added.isEmpty() && dropped.isEmpty()) {
      return Optional.empty();
    }
    dropped.forEach(told::remove);
    added.forEach(peer -> told.add(peer.locator()));
    spoken = true;
    spokenAt = nanos;
    return Optional.of(new UtPex(added, dropped));
  }

  /**
   * It tells of peers.
   *
   * @param wanted whether seeds are of use
   * @return those to be remembered: none if it told some less than a minute ago
   */
  public List<Locator.Ip> heard(UtPex message, boolean wanted, long nanos) {
    if (heard && nanos - heardAt < LEAST_HEARD_NANOS) {
      return List.of();
    }
    heard = true;
    heardAt = nanos;
    List<Locator.Ip> some = new ArrayList<>();
    for (Peer peer : message.added()) {
      if (taken < MAX_FROM_ONE && (wanted || !peer.isSeed())) {
        taken++;
        some.add(peer.locator());
      }
    }
    return some;
  }
}
