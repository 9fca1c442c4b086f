package dev.shoal.bittorrent.trust;

import dev.shoal.base.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who gave what of pieces that were wrong, until the right bytes are there and tell which blocks
 * were not (smart ban). Blocks are remembered by SHA-256: a weak hash would let a liar match the
 * right one. Pure.
 */
public final class Suspects {
  /** Wrong pieces that are remembered; of those beyond, whoever gives one alone is found. */
  static final int MAX_PIECES = 64;

  /** Wrong attempts at one piece that are remembered. */
  static final int MAX_ATTEMPTS = 4;

  private record Attempt(int[] givers, List<Hash> blocks) {}

  private final TreeMap<Integer, List<Attempt>> pieces = new TreeMap<>();

  /** Nobody is suspected. */
  public Suspects() {}

  /**
   * A piece was wrong.
   *
   * @param givers who gave each block
   * @param blocks the SHA-256 of each block
   */
  public void wrong(int piece, int[] givers, List<Hash> blocks) {
    if (pieces.size() < MAX_PIECES || pieces.containsKey(piece)) {
      List<Attempt> attempts = pieces.computeIfAbsent(piece, p -> new ArrayList<>());
      if (attempts.size() < MAX_ATTEMPTS) {
        attempts.add(new Attempt(givers.clone(), List.copyOf(blocks)));
      }
    }
  }

  /** Whether somebody is suspected because of this piece. */
  public boolean about(int piece) {
    return pieces.containsKey(piece);
  }

  /** The right blocks of a piece are there: who gave others. The matter is closed. */
  public Set<Integer> guilty(int piece, List<Hash> right) {
    Set<Integer> guilty = new TreeSet<>();
    List<Attempt> attempts = pieces.remove(piece);
    for (Attempt attempt : attempts == null ? List.<Attempt>of() : attempts) {
      for (int block = 0; block < Math.min(right.size(), attempt.blocks.size()); block++) {
        if (!attempt.blocks.get(block).equals(right.get(block))) {
          guilty.add(attempt.givers[block]);
        }
      }
    }
    return guilty;
  }
}
