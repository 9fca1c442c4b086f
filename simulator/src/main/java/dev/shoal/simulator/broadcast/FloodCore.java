package dev.shoal.simulator.broadcast;

import dev.shoal.base.Locator;
import dev.shoal.simulator.Core;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A node of an overlay without structure, as those of Gnutella were: it passes a query on to all
 * its links but the one it came by, once and as long as its TTL lasts, and hits back the way that
 * the query came. Pure.
 */
final class FloodCore implements Core<FloodMessage> {
  /**
   * Queries whose way back is remembered: more than are on their way at once; then the oldest go.
   */
  static final int MAX_SEEN = 64;

  /** The links that a node keeps at the most: each passes on every query. */
  static final int MAX_LINKS = 64;

  /** What a node has around it. */
  interface Surroundings {
    /** Sends a message along a link. */
    void send(FloodMessage message, Locator.Ip to);

    /** A query reached this node for the first time, over so many links, the last one this. */
    void reached(FloodMessage.Query query, int links, Locator.Ip by);

    /** A hit for a query of this node's own came. */
    void found(FloodMessage.Hit hit);
  }

  private final Locator.Ip self;
  private final List<Locator.Ip> links;
  private final Surroundings around;
  private final RandomGenerator random;
  private final Set<String> shared = new HashSet<>(0); // asked, never walked
  private final Map<Guid, Locator.Ip> seen = // by which link; from here: this node itself
      new LinkedHashMap<>(0) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Guid, Locator.Ip> eldest) {
          return size() > MAX_SEEN;
        }
      };

  FloodCore(Locator.Ip self, List<Locator.Ip> links, Surroundings around, RandomGenerator random) {
    if (links.size() > MAX_LINKS) {
      throw new IllegalArgumentException(links.size() + " links");
    }
    this.self = self;
    this.links = List.copyOf(links);
    this.around = around;
    this.random = random;
  }

  /** From now on this node has something of this name. */
  void share(String name) {
    shared.add(name);
  }

  /** Asks everybody within so many links. */
  Guid ask(String wanted, int ttl) {
    Guid guid = new Guid(random.nextLong(), random.nextLong());
    seen.put(guid, self);
    FloodMessage query = new FloodMessage.Query(guid, ttl, 0, wanted);
    links.forEach(link -> around.send(query, link));
    return guid;
  }

  @Override
  public void received(FloodMessage message, Locator.Ip from, long nanos) {
    switch (message) {
      case FloodMessage.Query query -> asked(query, from);
      case FloodMessage.Hit hit -> came(hit);
    }
  }

  private void asked(FloodMessage.Query query, Locator.Ip from) {
    if (seen.putIfAbsent(query.guid(), from) != null) {
      return; // it came another way before
    }
    int links = query.hops() + 1;
    around.reached(query, links, from);
    if (shared.contains(query.wanted())) {
      around.send(new FloodMessage.Hit(query.guid(), links, 0, self, query.wanted()), from);
    }
    if (query.ttl() > 1) {
      pass(new FloodMessage.Query(query.guid(), query.ttl() - 1, links, query.wanted()), from);
    }
  }

  private void pass(FloodMessage query, Locator.Ip but) {
    for (Locator.Ip link : links) {
      if (!link.equals(but)) {
        around.send(query, link);
      }
    }
  }

  private void came(FloodMessage.Hit hit) {
    Locator.Ip back = seen.get(hit.guid());
    if (back == null) {
      return; // of a query that was never here, or long ago
    }
    if (back.equals(self)) {
      around.found(hit);
    } else if (hit.ttl() > 1) {
      int hops = hit.hops() + 1;
      around.send(
          new FloodMessage.Hit(hit.guid(), hit.ttl() - 1, hops, hit.holder(), hit.name()), back);
    }
  }

  @Override
  public long tick(long nanos) {
    return Long.MAX_VALUE;
  }
}
