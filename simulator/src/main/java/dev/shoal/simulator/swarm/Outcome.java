package dev.shoal.simulator.swarm;

import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;

/** What a run ended with, in numbers. */
final class Outcome {
  private static final double SECOND = 1e9;

  private Outcome() {}

  /** When the last of all who wanted the file had it; NaN if some have not. Seconds. */
  static double last(Swarm swarm) {
    return swarm.over()
        ? swarm.peers.stream().mapToLong(peer -> peer.account.doneAt).max().orElse(0) / SECOND
        : Double.NaN;
  }

  /** How long it took those who are complete, from when they came; in order. Seconds. */
  static double[] times(Swarm swarm, Predicate<Peer> which) {
    return swarm.peers.stream()
        .filter(peer -> peer.wants() && peer.account.doneAt >= 0 && which.test(peer))
        .mapToDouble(peer -> (peer.account.doneAt - peer.account.cameAt) / SECOND)
        .sorted()
        .toArray();
  }

  static double mean(double... values) {
    return DoubleStream.of(values).average().orElse(Double.NaN);
  }

  /** The value that this share of all is not above; NaN of nothing. */
  static double quantile(double share, double... sorted) {
    int last = sorted.length - 1;
    return last < 0 ? Double.NaN : sorted[(int) Math.round(share * last)];
  }

  /** Bytes that the seeders gave. */
  static long seeded(Swarm swarm) {
    return swarm.peers.stream()
        .filter(peer -> peer.kind == Peer.Kind.SEEDER)
        .mapToLong(peer -> peer.account.given)
        .sum();
  }

  static long taken(Swarm swarm) {
    return swarm.peers.stream().mapToLong(peer -> peer.account.taken).sum();
  }

  /** Bytes that came twice, too late, or wrong. */
  static long wasted(Swarm swarm) {
    return swarm.peers.stream()
        .mapToLong(peer -> peer.account.taken - peer.account.stored + peer.account.wrong)
        .sum();
  }

  /** What each free rider took longer, compared with others; NaN if there are none. */
  static double freeRidersPay(Swarm swarm) {
    double theirs = mean(times(swarm, peer -> peer.kind == Peer.Kind.FREE_RIDER));
    double others = mean(times(swarm, peer -> peer.kind == Peer.Kind.PEER));
    return theirs / others;
  }

  static long liars(Swarm swarm, boolean bannedOnly) {
    return swarm.peers.stream()
        .filter(peer -> peer.kind == Peer.Kind.LIAR)
        .filter(peer -> peer.account.banned || !bannedOnly)
        .count();
  }

  /** When all who are complete were, in order. Seconds from the beginning. */
  static double[] doneAt(Swarm swarm) {
    double[] at =
        swarm.peers.stream()
            .filter(peer -> peer.wants() && peer.account.doneAt >= 0)
            .mapToDouble(peer -> peer.account.doneAt / SECOND)
            .toArray();
    Arrays.sort(at);
    return at;
  }
}
