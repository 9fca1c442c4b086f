package dev.shoal.simulator.dht;

import dev.shoal.base.Locator;
import dev.shoal.mainline.dht.SearchListener.Found;
import java.util.List;
import java.util.OptionalLong;

/**
 * How a lookup of a content ended.
 *
 * @param nanos from its first question to its end
 * @param firstNanos until the first peer was named, if one was
 * @param messages that were sent for it, answers as well
 * @param peers that were named, each once
 * @param found the nodes closest to it, which can be told of one more peer
 * @param asked the nodes that were asked, in the order in which that was settled
 */
public record ContentLookup(
    long nanos,
    OptionalLong firstNanos,
    int messages,
    List<Locator.Ip> peers,
    List<Found> found,
    List<Asked> asked) {
  public ContentLookup {
    peers = List.copyOf(peers);
    found = List.copyOf(found);
    asked = List.copyOf(asked);
  }

  /**
   * A node that was asked.
   *
   * @param atNanos since the lookup began: when its answer came, or was no longer waited for
   * @param tookNanos since it was asked; 0 if it did not answer
   * @param peers that it named
   */
  public record Asked(int node, long atNanos, long tookNanos, boolean answered, int peers) {}
}
