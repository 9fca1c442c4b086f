package dev.shoal.node.machine;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.discovery.DialBudget;
import dev.shoal.discovery.PeerSource;
import dev.shoal.host.Discovery;
import dev.shoal.host.Offer;
import dev.shoal.host.Overlay;
import dev.shoal.host.Running;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Ways to find peers: those that the node's protocols offer each other. */
public final class NodeDiscovery implements Discovery {
  private final DialBudget budget = new DialBudget();
  private final List<Running> protocols = new CopyOnWriteArrayList<>();
  private final boolean peerExchange;
  private final boolean passing;
  private final List<Locator.Ip> bootstrap;

  NodeDiscovery(boolean peerExchange, boolean passing, List<Locator.Ip> bootstrap) {
    this.peerExchange = peerExchange;
    this.passing = passing;
    this.bootstrap = List.copyOf(bootstrap);
  }

  /** One more protocol is at work. */
  public void add(Running protocol) {
    protocols.add(protocol);
  }

  @Override
  public List<PeerSource> sources(Hash content) {
    return protocols.stream().flatMap(protocol -> protocol.source(content).stream()).toList();
  }

  @Override
  public Runnable offer(Offer offer) {
    List<Runnable> takingBack = protocols.stream().map(it -> it.offer(offer)).toList();
    return () -> takingBack.forEach(Runnable::run);
  }

  @Override
  public DialBudget budget() {
    return budget;
  }

  @Override
  public Optional<Overlay> overlay() {
    return protocols.stream().flatMap(protocol -> protocol.overlay().stream()).findFirst();
  }

  @Override
  public boolean peerExchange() {
    return peerExchange;
  }

  @Override
  public boolean passing() {
    return passing;
  }

  @Override
  public List<Locator.Ip> bootstrap() {
    return bootstrap;
  }
}
