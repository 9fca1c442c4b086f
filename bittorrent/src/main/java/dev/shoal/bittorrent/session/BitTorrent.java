package dev.shoal.bittorrent.session;

import dev.shoal.bittorrent.handshake.Handshake;
import dev.shoal.host.Claim;
import dev.shoal.host.Host;
import dev.shoal.host.Protocol;
import dev.shoal.host.Running;
import java.util.Set;

/** BitTorrent as a protocol of a node. */
public final class BitTorrent implements Protocol {
  /** For {@link java.util.ServiceLoader}. */
  public BitTorrent() {}

  @Override
  public String name() {
    return "bittorrent";
  }

  /** What nobody else claims as well: an encrypted handshake looks like chance. */
  @Override
  public Set<Claim> claims() {
    return Set.of(new Claim(Handshake.prefix()), Claim.theRest());
  }

  @Override
  public Running start(Host host) {
    return new Torrents(host);
  }
}
