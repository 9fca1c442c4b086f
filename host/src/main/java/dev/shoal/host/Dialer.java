package dev.shoal.host;

import dev.shoal.base.Locator;
import dev.shoal.net.Duplex;

/** Makes connections within the node's binding and limits. */
public interface Dialer {
  /**
   * Connects by whatever transport reaches it.
   *
   * @throws dev.shoal.net.ConnectionException with the reason
   */
  Duplex dial(Locator to);
}
