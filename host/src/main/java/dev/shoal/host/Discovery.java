package dev.shoal.host;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.discovery.DialBudget;
import dev.shoal.discovery.PeerSource;
import java.util.List;
import java.util.Optional;

/** Ways to find peers that serve the whole node, and the budget for dialling them. */
public interface Discovery {
  /** Node-wide sources for this content: the DHT, the local network. Not for private content. */
  List<PeerSource> sources(Hash content);

  /**
   * Lets others on the local network find a content by its name. Not for private content.
   *
   * @return takes the offer back
   * @throws dev.shoal.base.Problem of kind NETWORK if nobody can ask for it
   */
  Runnable offer(Offer offer);

  DialBudget budget();

  /** The structured overlay of this node, if it takes part in one. */
  Optional<Overlay> overlay();

  /** Whether peers tell each other of peers (BEP 11); not for private content. */
  boolean peerExchange();

  /** Whether this node will be gone soon: others shall not count on it (BEP 43). */
  boolean passing();

  /** First contacts of overlays that the person named. */
  List<Locator.Ip> bootstrap();
}
