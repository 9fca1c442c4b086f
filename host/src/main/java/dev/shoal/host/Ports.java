package dev.shoal.host;

import dev.shoal.base.Locator;
import dev.shoal.net.Binding;
import java.util.List;

/** Where this node listens. */
public interface Ports {
  /** The port, TCP and UDP. */
  int port();

  Binding binding();

  /**
   * The addresses others on the same network can dial, with the port; loopback only if bound so.
   */
  List<Locator.Ip> listening();
}
