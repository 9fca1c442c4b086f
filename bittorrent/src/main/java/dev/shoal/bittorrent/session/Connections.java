package dev.shoal.bittorrent.session;

import dev.shoal.announce.PeerId;
import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.bittorrent.extension.ExtensionHandshake;
import dev.shoal.bittorrent.handshake.Handshake;
import dev.shoal.bittorrent.handshake.HandshakeCore;
import dev.shoal.bittorrent.peer.Link;
import dev.shoal.bittorrent.peer.LinkCommand;
import dev.shoal.bittorrent.peer.LinkCore;
import dev.shoal.bittorrent.peer.Terms;
import dev.shoal.content.SafeNames;
import dev.shoal.discovery.Candidate;
import dev.shoal.discovery.CandidatePool;
import dev.shoal.host.Host;
import dev.shoal.host.PeerView;
import dev.shoal.host.TransferEvent;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Duplex;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The connections of one swarm: dialled and accepted, one for each peer, none with a banned one.
 */
final class Connections implements AutoCloseable {
  /** Connections of one torrent; more peers give no more speed. */
  static final int MAX_CONNECTIONS = 200;

  /** Connections that one peer may have dialled for a moment: to the addresses of one machine. */
  private static final int MAX_BORNE = 4;

  private static final int OWN_REQUEST_QUEUE = 8192;
  private static final String CLIENT = "Shoal 0.1.0";

  private final Hash infoHash;
  private final Host host;
  private final byte[] peerId;
  private final Swarm swarm;
  private final Dialling dialling;
  private final Handshakes handshakes;
  private final Map<Integer, Connected> links = new ConcurrentHashMap<>();
  private final Bans bans = new Bans();
  private final AtomicInteger nextId = new AtomicInteger();
  private volatile boolean closed;

  private record Connected(Link link, byte[] peerId, boolean incoming) {}

  Connections(Hash infoHash, Peering peering, Swarm swarm) {
    this.infoHash = infoHash;
    this.host = peering.host();
    this.peerId = peering.peerId();
    this.swarm = swarm;
    this.handshakes = new Handshakes(host.timers(), host.clock());
    CandidatePool pool =
        new CandidatePool(peering.privateTorrent(), host.random("candidates " + infoHash));
    this.dialling = new Dialling(host, pool, this::hasRoom, this::dial);
  }

  byte[] peerId() {
    return peerId.clone();
  }

  private boolean hasRoom() {
    return !closed && links.size() < Math.min(MAX_CONNECTIONS, host.limits().maxConnections());
  }

  void found(List<Candidate> candidates) {
    dialling.found(candidates);
  }

  private void dial(Candidate candidate) {
    Locator.Ip to = candidate.locator();
    Duplex duplex;
    try {
      duplex = host.dialer().dial(to);
    } catch (ConnectionException nobody) {
      dialling.failed(to);
      return;
    } finally {
      dialling.attempted(to);
    }
    try (duplex) {
      Handshakes.Exchanged exchanged =
          handshakes.exchange(duplex, HandshakeCore.dialling(infoHash, peerId));
      dialling.connected(to);
      run(duplex, exchanged, false);
      dialling.ended(to);
    } catch (ConnectionException useless) {
      dialling.failed(to);
    }
  }

  /** Takes a connection that was accepted, whose handshakes are exchanged, until it ends. */
  void adopt(Duplex duplex, Handshakes.Exchanged exchanged) {
    if (hasRoom()) {
      run(duplex, exchanged, true);
    }
  }

  private void run(Duplex duplex, Handshakes.Exchanged exchanged, boolean incoming) {
    Handshake theirs = exchanged.theirs();
    int id = newId();
    Link link =
        new Link(id, duplex, exchanged.early(), swarm, core(id, theirs, duplex.remote().address()));
    if (!bans.admit(id, link.remote(), theirs.peerId())
        || !enter(new Connected(link, theirs.peerId(), incoming))) {
      return;
    }
    if (closed) {
      link.end("stopped");
    }
    LinkCommand greeting = swarm.greeting();
    if (greeting != null) {
      link.post(greeting);
    }
    view(link, theirs.peerId(), incoming, TransferEvent.Peer.State.CONNECTED);
    try {
      link.run();
    } finally {
      links.remove(id);
      swarm.left(link);
      view(link, theirs.peerId(), incoming, TransferEvent.Peer.State.LEFT);
    }
  }

  /** A number that no source of this swarm has or had. */
  int newId() {
    return nextId.getAndIncrement();
  }

  private LinkCore core(int id, Handshake theirs, InetAddress peer) {
    Optional<ExtensionHandshake> extended =
        theirs.extensions()
            ? Optional.of(ExtensionHandshake.own(CLIENT, OWN_REQUEST_QUEUE, host.ports().port()))
            : Optional.empty();
    Terms terms = new Terms(extended, theirs.fast(), swarm.greeting() != null, infoHash, peer);
    return new LinkCore(id, terms, host.clock().nanos(), swarm::tell);
  }

  /**
   * Of several connections to one peer one stays, and both sides have to choose the same: of two
   * that one side dialled (to two addresses of the other) that side decides, by closing the later
   * one; if each side dialled, the one that the smaller peer id dialled stays.
   */
  private synchronized boolean enter(Connected fresh) {
    int borne = 0; // until the other side has closed one
    for (Connected old : links.values()) {
      if (Arrays.equals(old.peerId, fresh.peerId)) {
        boolean weAreSmaller = Arrays.compareUnsigned(peerId, fresh.peerId) < 0;
        if (old.incoming != fresh.incoming && fresh.incoming == weAreSmaller) {
          return false;
        } else if (old.incoming != fresh.incoming) {
          old.link.end("it is connected twice");
        } else if (!fresh.incoming || ++borne == MAX_BORNE) {
          return false;
        }
      }
    }
    links.put(fresh.link.id(), fresh);
    return true;
  }

  void with(int source, Consumer<Link> action) {
    Connected connected = links.get(source);
    if (connected != null) {
      action.accept(connected.link);
    }
  }

  void broadcast(LinkCommand command) {
    links.values().forEach(connected -> connected.link.post(command));
  }

  void end(int source, String why, boolean ban) {
    if (ban) {
      bans.ban(source).ifPresent(dialling::forget);
    }
    with(source, link -> link.end(why));
  }

  private void view(Link link, byte[] id, boolean incoming, TransferEvent.Peer.State state) {
    swarm.peerChanged(view(link, id, incoming), state);
  }

  private PeerView view(Link link, byte[] id, boolean incoming) {
    String client =
        link.theirs()
            .map(ExtensionHandshake::client)
            .filter(name -> !name.isBlank())
            .orElseGet(() -> PeerId.of(id).client());
    return new PeerView(
        link.remote(),
        SafeNames.forDisplay(client),
        link.share(),
        link.downRate(),
        link.upRate(),
        incoming);
  }

  List<PeerView> views() {
    Collection<Connected> all = links.values();
    return all.stream().map(c -> view(c.link, c.peerId, c.incoming)).toList();
  }

  /** The torrent turned out to be private (BEP 27). */
  void onlyTrackersAndPerson() {
    dialling.restrict();
  }

  int candidates() {
    return dialling.waiting();
  }

  @Override
  public void close() {
    closed = true;
    dialling.close();
    links.values().forEach(connected -> connected.link.end("stopped"));
  }
}
