package dev.shoal.host;

import java.util.Set;

/** A network that a node can take part in; found by {@link java.util.ServiceLoader}. */
public interface Protocol {
  /** Its name, in lower case: {@code bittorrent}. */
  String name();

  /** By which first bytes its connections are known. */
  Set<Claim> claims();

  /** By which first bytes its datagrams are known at the node's UDP port. */
  default Set<Claim> datagramClaims() {
    return Set.of();
  }

  /** Whether it serves strangers, and is therefore started only if the person asks for it. */
  default boolean isOnRequest() {
    return false;
  }

  /** Starts it on this host. */
  Running start(Host host);
}
