package dev.shoal.lan;

import dev.shoal.host.Claim;
import dev.shoal.host.Host;
import dev.shoal.host.Protocol;
import dev.shoal.host.Running;
import java.util.Set;

/** The local network as a protocol of a node; it has sockets of its own and claims none. */
public final class Lan implements Protocol {
  /** For {@link java.util.ServiceLoader}. */
  public Lan() {}

  @Override
  public String name() {
    return "lan";
  }

  @Override
  public Set<Claim> claims() {
    return Set.of();
  }

  @Override
  public Running start(Host host) {
    return new LanNode(host);
  }
}
