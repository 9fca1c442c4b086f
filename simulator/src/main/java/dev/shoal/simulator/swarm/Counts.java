package dev.shoal.simulator.swarm;

/** What is counted over all peers while it runs. */
final class Counts {
  /** How many of those who want the file, and are there, have each piece. */
  final int[] copies;

  int missing; // pieces that none of them has
  int seeders; // that are there
  int came;
  int complete; // of those who want it
  long verified; // pieces, by all
  long events;
  long coreEvents;
  long bans;
  long wrongBans; // of those who lie not
  long oneCopyAt = -1; // when each piece was with one of them

  Counts(int pieces) {
    copies = new int[pieces];
    missing = pieces;
  }

  /** How many honest peers have the piece that fewest have. */
  int rarest() {
    int least = Integer.MAX_VALUE;
    for (int each : copies) {
      least = Math.min(least, each);
    }
    return least + seeders;
  }
}
