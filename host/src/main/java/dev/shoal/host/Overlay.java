package dev.shoal.host;

import dev.shoal.base.Locator;

/** A structured overlay that this node takes part in, such as the DHT. */
public interface Overlay {
  /** The UDP port at which this node answers others of the overlay. */
  int port();

  /** Somebody says that a node of the overlay is there; it is asked, if there is need of it. */
  void named(Locator.Ip node);
}
