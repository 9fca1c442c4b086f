package dev.shoal.simulator.discovery;

import dev.shoal.simulator.Networks;
import dev.shoal.simulator.Parameter;
import dev.shoal.simulator.Parameters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a run was told.
 *
 * @param nodes of the DHT that were there before
 * @param minutes that it lasts; the tracker dies in the middle
 * @param stay of a peer on average, in minutes; 0: to the end
 * @param interval that the tracker asks for
 */
record Setup(
    Parameters told,
    int nodes,
    int peers,
    int swarms,
    int minutes,
    double stay,
    Duration interval) {
  private static final int MOST_NODES = 1_000_000;
  private static final int MOST_PEERS = 100_000;
  private static final int MOST_MINUTES = 24 * 60;
  private static final long MINUTE = 60_000_000_000L;

  static List<Parameter> parameters() {
    List<Parameter> all = new ArrayList<>();
    all.add(new Parameter("nodes", "200", "of the DHT that were there before the peers"));
    all.add(new Parameter("seed", "1", "of all chance: one seed, one run"));
    all.add(new Parameter("by-reference", "no", "yes: messages of the DHT are not made bytes"));
    all.add(new Parameter("discovery.peers", "320", "that come, one after the other"));
    all.add(new Parameter("discovery.swarms", "8", "contents among which they are divided"));
    all.add(new Parameter("discovery.minutes", "60", "in all; the tracker dies in the middle"));
    all.add(new Parameter("discovery.stay", "20", "minutes of a peer on average; 0: to the end"));
    all.add(new Parameter("discovery.interval", "30", "minutes between announces to the tracker"));
    all.addAll(Networks.parameters());
    return List.copyOf(all);
  }

  static Setup of(Parameters told) {
    return new Setup(
        told,
        told.count("nodes", 10, MOST_NODES),
        told.count("discovery.peers", 2, MOST_PEERS),
        told.count("discovery.swarms", 1, MOST_PEERS),
        told.count("discovery.minutes", 2, MOST_MINUTES),
        told.fraction("discovery.stay", 0, MOST_MINUTES),
        Duration.ofMinutes(told.count("discovery.interval", 1, MOST_MINUTES)));
  }

  /** When all ends. */
  long end() {
    return minutes * MINUTE;
  }

  /** When the tracker dies. */
  long death() {
    return end() / 2;
  }

  /** When a peer comes and how long it stays. */
  record Visit(long comes, long stays) {}

  /** Those of all peers, in the order of their coming; the same for each model. */
  List<Visit> visits() {
    SplittableRandom random =
        new SplittableRandom(told.number("seed", Long.MIN_VALUE, Long.MAX_VALUE));
    List<Visit> all = new ArrayList<>();
    for (int i = 0; i < peers; i++) {
      long comes = (long) (end() * ((i + random.nextDouble()) / peers));
      double stays = random.nextExponential() * stay * MINUTE;
      all.add(new Visit(comes, stay == 0 ? end() : (long) stays));
    }
    return List.copyOf(all);
  }
}
