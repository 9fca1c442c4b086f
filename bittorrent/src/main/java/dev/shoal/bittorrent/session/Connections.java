package dev.shoal.bittorrent.session;

import dev.shoal.announce.PeerId;
import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.bittorrent.extension.ExtensionHandshake;
import dev.shoal.bittorrent.handshake.Handshake;
import dev.shoal.bittorrent.peer.Ending;
import dev.shoal.bittorrent.peer.Link;
import dev.shoal.bittorrent.peer.LinkCommand;
import dev.shoal.bittorrent.peer.LinkCore;
import dev.shoal.bittorrent.peer.Terms;
import dev.shoal.content.SafeNames;
import dev.shoal.discovery.Candidate;
import dev.shoal.discovery.CandidatePool;
import dev.shoal.discovery.CanonicalPriority;
import dev.shoal.host.Encryption;
import dev.shoal.host.Host;
import dev.shoal.host.PeerView;
import dev.shoal.host.TransferEvent;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Duplex;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The connections of one swarm: dialled and accepted, one for each peer, none with a banned one.
 */
final class Connections implements AutoCloseable {
  /** A connection that has moved nothing for this long makes room for a new one. */
  private static final long USELESS_NANOS = 30_000_000_000L;

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
  private final Exchanging exchanging;
  private final Map<Integer, Connected> links = new ConcurrentHashMap<>();
  private final Bans bans = new Bans();
  private final AtomicInteger total; // of all swarms
  private final Crowd crowd = new Crowd();
  private final FastAllowance fast = new FastAllowance();
  private final AtomicInteger nextId = new AtomicInteger();
  private final AtomicBoolean explained = new AtomicBoolean();
  private volatile boolean closed;

  private record Connected(
      Link link, byte[] peerId, boolean incoming, boolean encrypted, AtomicReference<String> name) {
    /** Where it listens, once it said so (BEP 10); it does where it was dialled. */
    int port() {
      return incoming
          ? link.theirs().map(ExtensionHandshake::port).orElse(0)
          : link.remote().port();
    }

    /** Where others may dial it; with port 0 as long as that is not known. */
    Locator.Ip at() {
      return new Locator.Ip(link.remote().address(), port());
    }

    /** The peer's program, once it said what it is; asked for often. */
    String client() {
      String known = name.get();
      if (!known.isEmpty()) {
        return known;
      }
      Optional<String> said =
          link.theirs().map(ExtensionHandshake::client).filter(words -> !words.isBlank());
      said.ifPresent(words -> name.set(SafeNames.forDisplay(words)));
      return said.isPresent() ? name.get() : SafeNames.forDisplay(PeerId.of(peerId).client());
    }
  }

  Connections(Hash infoHash, Peering peering, Swarm swarm) {
    this.infoHash = infoHash;
    this.host = peering.host();
    this.peerId = peering.peerId();
    this.swarm = swarm;
    this.total = peering.connections();
    this.handshakes = new Handshakes(host);
    CandidatePool pool =
        new CandidatePool(peering.privateTorrent(), host.random("candidates " + infoHash));
    this.exchanging =
        new Exchanging(peering, () -> !swarm.wantsNothing(), this::views, this::named);
    this.dialling = new Dialling(host, pool, this::hasRoom, this::dial);
  }

  byte[] peerId() {
    return peerId.clone();
  }

  /** Whether this node's place in the DHT is told to peers. */
  boolean offersDht() {
    return exchanging.offersDht();
  }

  private boolean hasRoom() {
    return !closed && crowd.hasRoom() && total.get() < host.limits().maxConnections();
  }

  void found(List<Candidate> candidates) {
    dialling.found(candidates);
  }

  private void named(InetAddress by, List<Locator.Ip> peers) {
    dialling.named(by, peers);
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
          handshakes.dial(duplex, infoHash, this, dialling.encrypts(to));
      dialling.connected(to);
      if (run(exchanged, false)) {
        dialling.ended(to);
      } else {
        dialling.failed(to); // it is connected already, by another address: no hurry
      }
    } catch (UnansweredException ignored) {
      if (!dialling.unanswered(to)) {
        explain(to);
      }
    } catch (ConnectionException useless) {
      dialling.failed(to);
    }
  }

  /** Once, if nobody else is there: two that insist on different ways never meet. */
  private void explain(Locator.Ip to) {
    Encryption policy = host.limits().encryption();
    boolean insists = policy != Encryption.PREFER;
    if (insists && links.isEmpty() && !closed && explained.compareAndSet(false, true)) {
      swarm.warn(
          to
              + " takes connections, but gave no answer; perhaps it "
              + (policy == Encryption.REQUIRE ? "does not speak encrypted" : "wants encryption"),
          "--encryption prefer, which allows both ways");
    }
  }

  /** Takes a connection that was accepted, whose handshakes are exchanged, until it ends. */
  void adopt(Handshakes.Exchanged exchanged) {
    if (hasRoom() && (crowd.hasRoomForAccepted() || makeRoom(exchanged.duplex().remote()))) {
      boolean _ = run(exchanged, true);
    }
  }

  /** Ends an accepted connection that is of no use and of less priority (BEP 40) than this one. */
  private boolean makeRoom(Locator.Ip fresh) {
    long since = host.clock().nanos() - USELESS_NANOS;
    Optional<Connected> least =
        links.values().stream()
            .filter(old -> old.incoming && old.link.movedNothingSince(since))
            .min(Comparator.comparingLong(Connections::priority));
    least
        .filter(old -> priority(old) < CanonicalPriority.of(old.link.local(), fresh))
        .ifPresent(old -> letGo(old, "others have more use for its place"));
    return crowd.hasRoomForAccepted();
  }

  /** Ends one that is of no use here, and may be to others. */
  private void letGo(Connected connected, String why) {
    exchanging.lettingGo(connected.link);
    connected.link.end(why);
  }

  private static long priority(Connected connected) {
    return CanonicalPriority.of(connected.link.local(), connected.link.remote());
  }

  /** Lives until the connection ends; false if there is no place for it. */
  private boolean run(Handshakes.Exchanged exchanged, boolean incoming) {
    Handshake theirs = exchanged.theirs();
    int id = newId();
    Duplex duplex = exchanged.duplex();
    InetAddress from = duplex.remote().address();
    long allowance = fast.take(from);
    LinkCore core = core(id, theirs, duplex.remote(), allowance);
    Link link = new Link(id, duplex, exchanged.early(), swarm, core);
    Connected connected =
        new Connected(
            link, theirs.peerId(), incoming, exchanged.encrypted(), new AtomicReference<>(""));
    Optional<Ending> ended =
        bans.admit(id, link.remote(), theirs.peerId()) ? counted(connected) : Optional.empty();
    fast.giveBack(from, ended.map(Ending::fastLeft).orElse(allowance));
    ended.filter(Ending::abusive).ifPresent(end -> ban(id, end.why()));
    return ended.isPresent();
  }

  private Optional<Ending> counted(Connected connected) {
    InetAddress from = connected.link.remote().address();
    if (!crowd.enter(from, connected.incoming)) {
      return Optional.empty();
    }
    total.incrementAndGet();
    try {
      return live(connected);
    } finally {
      total.decrementAndGet();
      crowd.leave(from, connected.incoming);
    }
  }

  private Optional<Ending> live(Connected connected) {
    Link link = connected.link;
    if (!enter(connected)) {
      return Optional.empty();
    }
    if (closed) {
      link.end("stopped");
    } else if (!connected.incoming && !dialling.knows(link.remote())) {
      link.end("it was banned meanwhile, or nobody may name it any more");
    }
    LinkCommand greeting = swarm.greeting();
    if (greeting != null) {
      link.post(greeting);
    }
    dialling.own(new Locator.Ip(link.local().address(), host.ports().port()));
    host.ports().external().ifPresent(dialling::own);
    swarm.peerChanged(view(connected), TransferEvent.Peer.State.CONNECTED);
    exchanging.joined(link);
    try {
      return Optional.of(link.run());
    } finally {
      links.remove(link.id());
      exchanging.left(link, view(connected));
      swarm.left(link);
      swarm.peerChanged(view(connected), TransferEvent.Peer.State.LEFT);
    }
  }

  /** A number that no source of this swarm has or had. */
  int newId() {
    return nextId.getAndIncrement();
  }

  private LinkCore core(int id, Handshake theirs, Locator.Ip peer, long allowance) {
    ExtensionHandshake own =
        ExtensionHandshake.own(CLIENT, OWN_REQUEST_QUEUE, host.ports().announced());
    Optional<ExtensionHandshake> extended =
        Optional.of(swarm.wantsNothing() ? own.wantingNothing() : own)
            .filter(_ -> theirs.extensions());
    Terms terms =
        new Terms(
            extended,
            theirs.fast(),
            swarm.greeting() != null,
            infoHash,
            peer.address(),
            exchanging.with(id, peer.address(), theirs.dht()),
            allowance);
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
          letGo(old, "it is connected twice");
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
      ban(source, why);
    } else {
      with(source, exchanging::lettingGo);
    }
    with(source, link -> link.end(why));
  }

  private void ban(int source, String why) {
    bans.ban(source)
        .ifPresent(at -> {
          dialling.forget(at);
          swarm.banned(at, why);
        });
  }

  private static PeerView view(Connected connected) {
    Link link = connected.link;
    return new PeerView(
        link.remote(),
        connected.port(),
        connected.client(),
        link.share(),
        link.downRate(),
        link.upRate(),
        link.uploaded(),
        connected.incoming,
        connected.encrypted);
  }

  List<PeerView> views() {
    return links.values().stream().map(Connections::view).toList();
  }

  /** The torrent turned out to be private (BEP 27): whom others named, or nobody, has to go. */
  void onlyTrackersAndPerson() {
    exchanging.silence();
    dialling.restrict();
    links.values().stream()
        .filter(connected -> !dialling.knows(connected.at()))
        .forEach(connected -> connected.link.end("the torrent is private"));
  }

  int candidates() {
    return dialling.waiting();
  }

  @Override
  public void close() {
    closed = true;
    exchanging.close();
    dialling.close();
    links.values().forEach(connected -> connected.link.end("stopped"));
  }
}
