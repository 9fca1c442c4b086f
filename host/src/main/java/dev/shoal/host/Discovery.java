package dev.shoal.host;

import dev.shoal.base.Hash;
import dev.shoal.discovery.DialBudget;
import dev.shoal.discovery.PeerSource;
import java.util.List;

/** Ways to find peers that serve the whole node, and the budget for dialling them. */
public interface Discovery {
  /** Node-wide sources for this content: the DHT, the local network. Not for private content. */
  List<PeerSource> sources(Hash content);

  DialBudget budget();
}
