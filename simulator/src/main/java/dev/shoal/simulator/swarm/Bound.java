package dev.shoal.simulator.swarm;

import java.util.List;

/**
 * The least time in which anything could do it, if bytes were a fluid (Kumar and Ross 2006): no
 * peer takes faster than its line, the first copy leaves the seeders no faster than theirs, and all
 * together give no more than all lines. Seconds.
 */
final class Bound {
  private Bound() {}

  /** What is expected of peers whose lines are drawn by chance. */
  static double peers(Setup setup) {
    double weights = setup.lines().stream().mapToDouble(Setup.LineClass::weight).sum();
    double up =
        setup.lines().stream().mapToDouble(line -> line.up() * line.weight() / weights).sum();
    long down = setup.lines().stream().mapToLong(Setup.LineClass::down).min().orElse(1);
    double riders = setup.shares().freeRiders();
    return peers(setup, new Lines(setup.peers(), up * setup.peers() * (1 - riders), down));
  }

  /**
   * The lines of those who want the file.
   *
   * @param up of all together, of those who give
   * @param slowest of their lines down
   */
  record Lines(int count, double up, long slowest) {
    static Lines of(List<Peer> all) {
      List<Peer> wanting = all.stream().filter(Peer::wants).toList();
      double up =
          wanting.stream()
              .filter(peer -> peer.kind == Peer.Kind.PEER)
              .mapToDouble(peer -> peer.line.up)
              .sum();
      long slowest = wanting.stream().mapToLong(peer -> peer.line.down).min().orElse(1);
      return new Lines(wanting.size(), up, slowest);
    }
  }

  /** max(F/u_s, F/d_min, NF/(u_s + sum of u_i)). */
  static double peers(Setup setup, Lines lines) {
    double size = setup.size();
    double seeders = (double) setup.seeders() * setup.seederLine().up();
    double first = Math.max(size / seeders, size / lines.slowest());
    return Math.max(first, lines.count() * size / (seeders + lines.up()));
  }

  /** max(NF/u_s, F/d_min). */
  static double server(Setup setup, Lines lines) {
    double size = setup.size();
    double seeders = (double) setup.seeders() * setup.seederLine().up();
    return Math.max(lines.count() * size / seeders, size / lines.slowest());
  }
}
