package dev.shoal.simulator.discovery;

import dev.shoal.simulator.dht.Loads;
import dev.shoal.simulator.report.Samples;

/**
 * What was seen of one model.
 *
 * @param first seconds until a peer knew another, of those that came before the tracker's death
 * @param late the same of those that came after it
 * @param found the part of those before its death that ever knew another, in percent
 * @param lateFound the part of those after it
 * @param tracker datagrams that it received and sent
 * @param sent datagrams of all, with those by which peers reach each other
 */
record Outcome(
    Model model,
    Samples first,
    Samples late,
    double found,
    double lateFound,
    long tracker,
    Loads loads,
    long sent,
    Timeline timeline,
    long trace) {
  /** Whoever comes later than this before something ends had no time to find anybody. */
  private static final long TIME = 120_000_000_000L;

  static Outcome of(Town town) {
    long death = town.setup.death();
    Samples first = new Samples();
    Samples late = new Samples();
    int came = 0;
    int cameLate = 0;
    for (Peer peer : town.peers) {
      boolean isLate = peer.comes() >= death;
      boolean hadTime =
          isLate ? peer.comes() + TIME < town.setup.end() : peer.comes() + TIME < death;
      if (hadTime) {
        came += isLate ? 0 : 1;
        cameLate += isLate ? 1 : 0;
        peer.firstNanos().ifPresent(nanos -> (isLate ? late : first).add(nanos / 1e9));
      }
    }
    return new Outcome(
        town.model,
        first,
        late,
        part(first.count(), came),
        part(late.count(), cameLate),
        town.tracker.datagrams(),
        town.dht.loads(),
        town.sent(),
        town.timeline,
        town.trace());
  }

  private static double part(int of, int all) {
    return all == 0 ? 0 : 100.0 * of / all;
  }
}
