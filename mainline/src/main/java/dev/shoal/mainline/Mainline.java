package dev.shoal.mainline;

import dev.shoal.host.Claim;
import dev.shoal.host.Host;
import dev.shoal.host.Protocol;
import dev.shoal.host.Running;
import java.util.Set;

/** The mainline DHT as a protocol of a node. */
public final class Mainline implements Protocol {
  /** For {@link java.util.ServiceLoader}. */
  public Mainline() {}

  @Override
  public String name() {
    return "mainline";
  }

  @Override
  public Set<Claim> claims() {
    return Set.of();
  }

  /** Every message is a dictionary of bencode (BEP 5). */
  @Override
  public Set<Claim> datagramClaims() {
    return Set.of(new Claim(new byte[] {'d'}));
  }

  @Override
  public Running start(Host host) {
    return new MainlineNode(host);
  }
}
