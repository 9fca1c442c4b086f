package dev.shoal.tracker;

import dev.shoal.base.Hash;
import java.util.Optional;
import java.util.Set;

/**
 * Which torrents a tracker serves.
 *
 * @param allowed only these; empty: all
 * @param denied not these, even if they are allowed
 */
public record Admission(Optional<Set<Hash>> allowed, Set<Hash> denied) {
  public Admission {
    allowed = allowed.map(Set::copyOf);
    denied = Set.copyOf(denied);
  }

  /** Every torrent is served. */
  public static Admission open() {
    return new Admission(Optional.empty(), Set.of());
  }

  /** Whether this torrent is served. */
  public boolean admits(Hash infoHash) {
    return !denied.contains(infoHash) && allowed.map(set -> set.contains(infoHash)).orElse(true);
  }
}
