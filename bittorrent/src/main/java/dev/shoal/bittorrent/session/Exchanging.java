package dev.shoal.bittorrent.session;

import dev.shoal.base.Locator;
import dev.shoal.bittorrent.extension.LeftLately;
import dev.shoal.bittorrent.extension.LeftLately.Left;
import dev.shoal.bittorrent.extension.PeerExchange;
import dev.shoal.bittorrent.extension.UtPex;
import dev.shoal.bittorrent.peer.Gossip;
import dev.shoal.bittorrent.peer.Link;
import dev.shoal.bittorrent.peer.LinkCommand;
import dev.shoal.host.Host;
import dev.shoal.host.Overlay;
import dev.shoal.host.PeerView;
import dev.shoal.host.Timers;
import dev.shoal.net.Nearness;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the connections of one swarm tell each other of: peers (BEP 11) and nodes of the DHT (BEP
 * 5). In a private swarm it is silent and deaf (BEP 27).
 */
final class Exchanging implements AutoCloseable {
  private static final long SOON_NANOS = 1_000_000_000L; // others may come at the same time
  private static final long LOOK_NANOS = 5_000_000_000L; // for who may be told something now

  private final Host host;
  private final boolean peers;
  private final BooleanSupplier wantsSeeds;
  private final Supplier<List<PeerView>> views;
  private final BiConsumer<InetAddress, List<Locator.Ip>> named;
  private final Timers.Timer timer;
  private final AtomicBoolean looking = new AtomicBoolean();
  private final Map<Integer, Talk> talks = new ConcurrentHashMap<>();
  private final Set<Integer> letGo = ConcurrentHashMap.newKeySet(); // and not gone yet
  private final LeftLately lately = new LeftLately(); // guarded by itself
  private volatile boolean silenced;

  /** What is said on one connection; guarded by {@code exchange}. */
  private record Talk(Link link, PeerExchange exchange) {}

  /**
   * Of a swarm.
   *
   * @param wantsSeeds whether peers that have everything are of use
   * @param views who is connected
   * @param named takes those whom the peer at an address named
   */
  Exchanging(
      Peering peering,
      BooleanSupplier wantsSeeds,
      Supplier<List<PeerView>> views,
      BiConsumer<InetAddress, List<Locator.Ip>> named) {
    this.host = peering.host();
    this.silenced = peering.privateTorrent();
    this.peers = host.discovery().peerExchange();
    this.wantsSeeds = wantsSeeds;
    this.views = views;
    this.named = named;
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

  /**
   * What a connection to there may tell and bring.
   *
   * @param dht whether the other side takes part in the DHT
   */
  Gossip with(int source, InetAddress remote, boolean dht) {
    return new Gossip() {
      @Override
      public boolean exchangesPeers() {
        return offersPeers();
      }

      @Override
      public OptionalInt dhtPort() {
        return dht && offersDht()
            ? host.discovery().overlay().stream().mapToInt(Overlay::port).findFirst()
            : OptionalInt.empty();
      }

      @Override
      public void named(UtPex message) {
        heard(source, message);
      }

      @Override
      public void dhtNode(int port) {
        if (dht && offersDht() && port != 0) {
          Thread.ofVirtual().name("node of the DHT").start(() -> overlayNode(remote, port));
        }
      }
    };
  }

  private void overlayNode(InetAddress remote, int port) {
    host.discovery().overlay().ifPresent(overlay -> overlay.named(new Locator.Ip(remote, port)));
  }

  /** A connection began. */
  void joined(Link link) {
    talks.put(link.id(), new Talk(link, new PeerExchange()));
    if (offersPeers() && looking.compareAndSet(false, true)) {
      timer.at(host.clock().nanos() + SOON_NANOS);
    }
  }

  /** This side is about to end it, though nothing is wrong with the peer. */
  void lettingGo(Link link) {
    letGo.add(link.id());
  }

  /** It ended. */
  void left(Link link, PeerView view) {
    talks.remove(link.id());
    if (letGo.remove(link.id())) {
      synchronized (lately) {
        peer(view).ifPresent(lately::add);
      }
    }
  }

  private void heard(int source, UtPex message) {
    Talk talk = talks.get(source);
    if (talk == null) {
      return;
    }
    InetAddress by = talk.link.remote().address();
    Nearness near = Nearness.of(by);
    List<Locator.Ip> peers;
    synchronized (talk.exchange) {
      peers = talk.exchange.heard(message, wantsSeeds.getAsBoolean(), host.clock().nanos());
    }
    named.accept(by, peers.stream().filter(peer -> near.mayName(peer.address())).toList());
  }

  private void look() {
    looking.set(false);
    if (!offersPeers() || talks.isEmpty()) {
      return;
    }
    List<PeerView> connected = views.get();
    List<Left> left;
    synchronized (lately) {
      left = lately.all();
    }
    talks.values().forEach(talk -> tell(talk, connected, left));
    if (looking.compareAndSet(false, true)) {
      timer.at(host.clock().nanos() + LOOK_NANOS);
    }
  }

  /** Tells it of the others, if it wants to know and it is time. */
  private void tell(Talk talk, List<PeerView> connected, List<Left> left) {
    if (talk.link.theirs().filter(theirs -> theirs.numbers().utPex() != 0).isEmpty()) {
      return;
    }
    Locator.Ip remote = talk.link.remote();
    Set<Locator.Ip> itself = new HashSet<>();
    connected.stream()
        .filter(view -> view.locator().equals(remote))
        .forEach(view -> peer(view).map(UtPex.Peer::locator).ifPresent(itself::add));
    Nearness near = Nearness.of(remote.address()); // it would not believe more, and need not know
    Predicate<UtPex.Peer> forIt =
        peer -> !itself.contains(peer.locator()) && near.mayName(peer.locator().address());
    List<UtPex.Peer> others =
        connected.stream().flatMap(view -> peer(view).stream()).filter(forIt).toList();
    Optional<UtPex> message;
    synchronized (talk.exchange) {
      message =
          talk.exchange.next(
              others,
              left.stream().filter(it -> forIt.test(it.peer())).toList(),
              host.clock().nanos());
    }
    message.ifPresent(it -> talk.link.post(new LinkCommand.Exchange(it)));
  }

  /** As others are told of it; nobody is told where it does not listen. */
  private static Optional<UtPex.Peer> peer(PeerView view) {
    Locator.Ip at = new Locator.Ip(view.locator().address(), view.port());
    return Optional.of(new UtPex.Peer(at, flags(view))).filter(_ -> view.port() != 0);
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
