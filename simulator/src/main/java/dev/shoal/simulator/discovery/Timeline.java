package dev.shoal.simulator.discovery;

import dev.shoal.simulator.report.Chart.Series;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** How many of the peers that are there know others, minute by minute. */
final class Timeline {
  private final List<Double> minutes = new ArrayList<>();
  private final List<Double> one = new ArrayList<>();
  private final List<Double> five = new ArrayList<>();

  /** Takes down how it is now. */
  void note(long minute, List<Peer> peers, BitSet there) {
    int count = 0;
    int knowOne = 0;
    int knowFive = 0;
    for (Peer peer : peers) {
      if (peer.isThere()) {
        int known = peer.knows(there);
        count++;
        knowOne += known >= 1 ? 1 : 0;
        knowFive += known >= 5 ? 1 : 0;
      }
    }
    if (count > 0) {
      minutes.add((double) minute);
      one.add(100.0 * knowOne / count);
      five.add(100.0 * knowFive / count);
    }
  }

  /** The part that knows somebody who is there, in percent. */
  Series knowOne(String name) {
    return new Series(name, minutes, one);
  }

  /** The part that knows at least five. */
  Series knowFive(String name) {
    return new Series(name, minutes, five);
  }

  /** The part that knows somebody in the end. */
  double knowOneAtEnd() {
    return one.isEmpty() ? 0 : one.getLast();
  }
}
