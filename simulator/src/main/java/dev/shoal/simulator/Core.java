package dev.shoal.simulator;

import dev.shoal.base.Locator;

/**
 * What a simulated node runs: a pure core, as it runs on sockets. It sends by {@link
 * Simulation#send} with its own number, and has no other way to the outside.
 *
 * @param <M> its messages
 */
public interface Core<M> {
  /**
   * A message arrived.
   *
   * @param nanos the node's own clock; compare by difference
   */
  void received(M message, Locator.Ip from, long nanos);

  /**
   * Does what is due; called after each message and at the time it asked for.
   *
   * @return when to call again; {@link Long#MAX_VALUE}: not before the next message
   */
  long tick(long nanos);
}
