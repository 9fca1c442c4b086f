package dev.shoal.bittorrent.choke;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Whom to upload to. A downloader serves those who give it most (tit for tat) and one more by
 * chance, to find better ones; a seeder serves everybody in turn, each until its share is given
 * (BEP 3). Pure.
 */
public final class Choker {
  /** Between two looks at all peers (BEP 3: 10 s). */
  public static final long ROUND_NANOS = 10_000_000_000L;

  /** Peers served at once, besides the optimistic one. */
  public static final int SLOTS = 8;

  private static final int OPTIMISTIC_ROUNDS = 3; // 30 s: long enough to give something back

  /**
   * A peer that wants something.
   *
   * @param source its number
   * @param rate bytes a second from it while downloading
   * @param lastServed the round in which it was last served; less than all others if never
   * @param inTurn whether it is served and was not given its share of this turn yet
   */
  public record Claimant(int source, long rate, long lastServed, boolean inTurn) {}

  private final RandomGenerator random;
  private int optimistic = -1;
  private int optimisticRounds;

  /** With this source of chance. */
  public Choker(RandomGenerator random) {
    this.random = random;
  }

  /** Whether one more may be served at once, without waiting for the next round. */
  public static boolean hasRoom(int served) {
    return served < SLOTS + 1;
  }

  /** Who is to be served in the next round; all others are choked. */
  public Set<Integer> round(List<Claimant> claimants, boolean seeding) {
    Set<Integer> served = new TreeSet<>();
    if (claimants.size() <= SLOTS + 1) {
      claimants.forEach(claimant -> served.add(claimant.source()));
      return served;
    }
    List<Claimant> ranked = new ArrayList<>(claimants);
    ranked.sort(seeding ? LONGEST_WAIT : BEST_GIVER);
    ranked.stream().limit(SLOTS).forEach(claimant -> served.add(claimant.source()));
    served.add(optimistic(ranked, served));
    return served;
  }

  private static final Comparator<Claimant> BEST_GIVER =
      Comparator.comparingLong(Claimant::rate)
          .reversed()
          .thenComparingLong(Claimant::lastServed)
          .thenComparingInt(Claimant::source);

  private static final Comparator<Claimant> LONGEST_WAIT =
      Comparator.comparing((Claimant claimant) -> !claimant.inTurn())
          .thenComparingLong(Claimant::lastServed)
          .thenComparingInt(Claimant::source);

  private int optimistic(List<Claimant> ranked, Set<Integer> served) {
    boolean stays =
        optimisticRounds++ < OPTIMISTIC_ROUNDS
            && !served.contains(optimistic)
            && ranked.stream().anyMatch(claimant -> claimant.source() == optimistic);
    if (!stays) {
      List<Claimant> rest =
          ranked.stream().filter(claimant -> !served.contains(claimant.source())).toList();
      optimistic = rest.get(random.nextInt(rest.size())).source();
      optimisticRounds = 1;
    }
    return optimistic;
  }
}
