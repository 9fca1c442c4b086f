package dev.shoal.bittorrent.extension;

import dev.shoal.bittorrent.extension.UtPex.Peer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The peers that one swarm let go lately though nothing is wrong with them (BEP 11, "Filling
 * underpopulated lists"): both sides wanted nothing, or others had more use for the place. Seeds,
 * which let each other go, would have nobody to tell of otherwise. Pure; one thread at a time uses
 * it.
 */
public final class LeftLately {
  /** Of one family of addresses (BEP 11). */
  public static final int MAX = 25;

  /**
   * One of them.
   *
   * @param number grows with each that leaves
   */
  public record Left(long number, Peer peer) {}

  private final ArrayDeque<Left> v4 = new ArrayDeque<>();
  private final ArrayDeque<Left> v6 = new ArrayDeque<>();
  private long number;

  /** Nobody yet. */
  public LeftLately() {}

  /** This one was let go. */
  public void add(Peer peer) {
    ArrayDeque<Left> family = UtPex.isV6(peer.locator()) ? v6 : v4;
    family.removeIf(left -> left.peer().locator().equals(peer.locator()));
    family.add(new Left(++number, peer));
    if (family.size() > MAX) {
      family.removeFirst();
    }
  }

  /** All of them, the oldest of each family first. */
  public List<Left> all() {
    List<Left> all = new ArrayList<>(v4);
    all.addAll(v6);
    return all;
  }
}
