package dev.shoal.simulator.discovery;

import dev.shoal.base.Locator;
import dev.shoal.mainline.dht.DhtSettings;
import dev.shoal.simulator.dht.ContentDht;
import dev.shoal.simulator.dht.ContentLookup;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * One peer and the DHT: it joins through a node that it knows, looks, says that it is there, and
 * again when the product would: soon as long as nobody is found, and every quarter of an hour.
 */
final class DhtTalk implements Talk {
  private static final long SECOND = 1_000_000_000L;
  private static final long AGAIN = 5 * SECOND; // doubles as nobody is found
  private static final long EVERY = 15 * 60 * SECOND; // others forget in 30 minutes
  private static final long PAUSE = 30 * SECOND; // the least between two for want of peers

  private final ContentDht dht;
  private final Peer peer;
  private final IntSupplier through;
  private final Consumer<List<Locator.Ip>> named;
  private final Alarm next;
  private boolean looking;
  private long lookedAt;
  private long pause = AGAIN;

  /**
   * One that has not begun.
   *
   * @param through any of the nodes of the DHT that the peer knows
   */
  DhtTalk(ContentDht dht, Peer peer, IntSupplier through, Consumer<List<Locator.Ip>> named) {
    this.dht = dht;
    this.peer = peer;
    this.through = through;
    this.named = named;
    this.next = new Alarm(dht.simulation(), this::look);
  }

  @Override
  public void begin() {
    join();
    look();
  }

  private void join() {
    if (peer.isThere()) {
      dht.join(
          peer.node(),
          through.getAsInt(),
          came -> {
            if (!came) {
              join();
            }
          });
    }
  }

  @Override
  public void more() {
    if (!looking) {
      next.after(lookedAt + PAUSE - dht.simulation().nanos());
    }
  }

  private void look() {
    if (!peer.isThere()) {
      return;
    }
    looking = true;
    lookedAt = dht.simulation().nanos();
    dht.look(peer.node(), peer.content(), DhtSettings.USUAL_PATHS, named, this::looked);
  }

  private void looked(ContentLookup lookup) {
    dht.announce(peer.node(), peer.content(), lookup.found(), stored -> announced(lookup, stored));
  }

  private void announced(ContentLookup lookup, int stored) {
    looking = false;
    Locator.Ip self = dht.simulation().locator(peer.node());
    boolean well = stored > 0 && lookup.peers().stream().anyMatch(it -> !it.equals(self));
    next.after(well ? EVERY : pause);
    pause = well ? AGAIN : Math.min(EVERY, 2 * pause);
  }
}
