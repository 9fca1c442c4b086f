package dev.shoal.bittorrent.session;

import dev.shoal.base.Locator;
import dev.shoal.bittorrent.extension.PeerExchange;
import dev.shoal.bittorrent.extension.UtPex;
import dev.shoal.bittorrent.peer.Gossip;
import dev.shoal.bittorrent.peer.Link;
import dev.shoal.bittorrent.peer.LinkCommand;
import dev.shoal.discovery.Candidate;
import dev.shoal.host.Host;
import dev.shoal.host.Overlay;
import dev.shoal.host.PeerView;
import dev.shoal.host.Timers;
import dev.shoal.net.Nearness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the connections of one swarm tell each other of: peers (BEP 11) and nodes of the DHT (BEP
 * 5). In a private swarm it is silent and deaf (BEP 27).
 */
final class Exchanging implements AutoCloseable {
  private static final long LOOK_NANOS = 5_000_000_000L; // for who may be told something now

  private final Host host;
  private final boolean peers;
  private final BooleanSupplier wantsSeeds;
  private final Supplier<List<PeerView>> views;
  private final Consumer<List<Candidate>> found;
  private final Timers.Timer timer;
  private final Map<Integer, Talk> talks = new ConcurrentHashMap<>();
  private volatile boolean silenced;

  private record Talk(Link link, PeerExchange exchange) {}

  /**
   * Of a swarm.
   *
   * @param wantsSeeds whether peers that have everything are of use
   * @param views who is connected
   * @param found takes those that are named
   */
  Exchanging(
      Peering peering,
      BooleanSupplier wantsSeeds,
      Supplier<List<PeerView>> views,
      Consumer<List<Candidate>> found) {
    this.host = peering.host();
    this.silenced = peering.privateTorrent();
    this.peers = host.discovery().peerExchange();
    this.wantsSeeds = wantsSeeds;
    this.views = views;
    this.found = found;
    this.timer = host.timers().timer(this::look);
  }

  /** Whether peers are exchanged at all. */
  boolean offersPeers() {
    return peers && !silenced;
  }

  /** Whether this node's place in the DHT is told. */
  boolean offersDht() {
    return !silenced && host.discovery().overlay().isPresent();
  }

  /** What a connection to there may tell and bring. */
  Gossip with(int source, Locator.Ip remote) {
    return new Gossip() {
      @Override
      public OptionalInt dhtPort() {
        return offersDht()
            ? host.discovery().overlay().stream().mapToInt(Overlay::port).findFirst()
            : OptionalInt.empty();
      }

      @Override
      public void named(UtPex message) {
        heard(source, message);
      }

      @Override
      public void dhtNode(int port) {
        if (!silenced && port != 0) {
          host.discovery()
              .overlay()
              .ifPresent(overlay -> overlay.named(new Locator.Ip(remote.address(), port)));
        }
      }
    };
  }

  /** A connection began. */
  void joined(Link link) {
    talks.put(link.id(), new Talk(link, new PeerExchange(link.remote())));
    if (offersPeers()) {
      timer.at(host.clock().nanos() + LOOK_NANOS / 5);
    }
  }

  /** It ended. */
  void left(Link link) {
    talks.remove(link.id());
  }

  private void heard(int source, UtPex message) {
    Talk talk = talks.get(source);
    if (talk == null || !offersPeers()) {
      return;
    }
    Nearness near = Nearness.of(talk.link.remote().address());
    List<Locator.Ip> named;
    synchronized (talk.exchange) {
      named = talk.exchange.heard(message, wantsSeeds.getAsBoolean(), host.clock().nanos());
    }
    found.accept(
        named.stream()
            .filter(peer -> near.mayName(peer.address()))
            .map(peer -> new Candidate(peer, Candidate.Origin.EXCHANGE))
            .toList());
  }

  private void look() {
    if (!offersPeers()) {
      return;
    }
    long nanos = host.clock().nanos();
    List<UtPex.Peer> connected = new ArrayList<>();
    for (PeerView view : views.get()) {
      if (view.port() != 0) {
        connected.add(
            new UtPex.Peer(new Locator.Ip(view.locator().address(), view.port()), flags(view)));
      }
    }
    for (Talk talk : talks.values()) {
      if (talk.link.theirs().filter(theirs -> theirs.numbers().utPex() != 0).isPresent()) {
        Optional<UtPex> message;
        synchronized (talk.exchange) {
          message = talk.exchange.next(connected, nanos);
        }
        message.ifPresent(it -> talk.link.post(new LinkCommand.Exchange(it)));
      }
    }
    if (!talks.isEmpty()) {
      timer.at(nanos + LOOK_NANOS);
    }
  }

  private static int flags(PeerView view) {
    return (view.encrypted() ? UtPex.Peer.ENCRYPTS : 0)
        | (view.have() >= 1 ? UtPex.Peer.SEED : 0)
        | (view.incoming() ? 0 : UtPex.Peer.REACHABLE);
  }

  /** The torrent turned out to be private. */
  void silence() {
    silenced = true;
  }

  @Override
  public void close() {
    timer.close();
  }
}
