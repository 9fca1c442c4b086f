package dev.shoal.host;

import dev.shoal.base.Locator;
import dev.shoal.net.Binding;
import java.util.List;
import java.util.Optional;

/** Where this node listens. */
public interface Ports {
  /** The port, TCP and UDP. */
  int port();

  Binding binding();

  /** Where others outside reach this node, once a router has opened the port for it. */
  default Optional<Locator.Ip> external() {
    return Optional.empty();
  }

  /** The port that others are to be told: the router's if it has opened one, else {@link #port}. */
  default int announced() {
    return external().map(Locator.Ip::port).orElseGet(this::port);
  }

  /**
   * The addresses others on the same network can dial, with the port; loopback only if bound so.
   */
  List<Locator.Ip> listening();
}
