package dev.shoal.simulator.swarm;

/** What each figure means, in a sentence. */
final class Words {
  private Words() {}

  static String of(String figure) {
    return switch (figure) {
      case "complete" -> "Share of those who wanted the file and got it; 100 is right.";
      case "last" -> "From the beginning, in simulated time.";
      case "median" -> "Half of the peers took no longer than this, from when they came.";
      case "mean" -> "From when each came until it was complete.";
      case "slowest20" -> "Nineteen of twenty peers took no longer than this.";
      case "bound" ->
          "max(F/u_s, F/d_min, NF/(u_s + sum of u_i)), Kumar and Ross 2006: nothing is faster.";
      case "overBound" -> "1 would be a perfect fluid; below 2 is good.";
      case "serverBound" -> "max(NF/u_s, F/d_min): what the seeders' line alone would need.";
      case "oneCopy" -> "From then on the seeders are not needed any more.";
      case "seeded" -> "What the seeders gave, in sizes of the file; peers gave all the rest.";
      case "wasted" -> "Of all bytes that came; 0 would be best.";
      case "freeRiders" -> "Above 1: who gives gets more (tit for tat, Cohen 2003).";
      case "bannedLiars" -> "Share of the liars that at least one peer has found out.";
      case "bans" -> "Each peer finds out for itself.";
      case "wrongBans" -> "0 is right.";
      case "events" -> "In the simulated world, all peers together.";
      case "coreEvents" -> "Has, Idle, Filled, Hashed and so on, all peers together.";
      default -> "";
    };
  }
}
