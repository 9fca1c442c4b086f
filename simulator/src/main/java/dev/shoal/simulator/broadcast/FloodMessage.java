package dev.shoal.simulator.broadcast;

import dev.shoal.base.Locator;

/** What nodes of the unstructured overlay tell each other. */
sealed interface FloodMessage {
  /** The query that this is, or belongs to. */
  Guid guid();

  /** How many more links it may pass, this one as well; 0 to 255. */
  int ttl();

  /** How many links it has passed, without this one; 0 to 255. */
  int hops();

  /** Who has something of this name? */
  record Query(Guid guid, int ttl, int hops, String wanted) implements FloodMessage {}

  /** Somebody has: it goes back the way that the query came. */
  record Hit(Guid guid, int ttl, int hops, Locator.Ip holder, String name)
      implements FloodMessage {}
}
