package dev.shoal.simulator.dht;

import dev.shoal.base.Locator;
import dev.shoal.mainline.dht.DhtSettings;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.mainline.krpc.Question;

/** A node whose datagrams are counted. */
final class LoadedNode extends DhtNode {
  private final Loads loads;

  LoadedNode(DhtNetwork network, DhtSettings settings, int number, Loads loads) {
    super(network, settings, number);
    this.loads = loads;
  }

  @Override
  public void received(Krpc message, Locator.Ip from, long nanos) {
    boolean ofContent =
        message instanceof Krpc.Query query
            && (query.question() instanceof Question.GetPeers
                || query.question() instanceof Question.AnnouncePeer);
    loads.count(number, ofContent);
    super.received(message, from, nanos);
  }

  @Override
  public void send(Krpc message, Locator.Ip to) {
    loads.count(number, false);
    super.send(message, to);
  }
}
