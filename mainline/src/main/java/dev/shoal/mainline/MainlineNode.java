package dev.shoal.mainline;

import dev.shoal.base.Contact;
import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.base.Problem;
import dev.shoal.discovery.PeerSource;
import dev.shoal.host.Host;
import dev.shoal.host.Overlay;
import dev.shoal.host.Running;
import dev.shoal.kademlia.Diversity;
import dev.shoal.kademlia.Tuning;
import dev.shoal.mainline.dht.DhtCore;
import dev.shoal.mainline.dht.DhtSettings;
import dev.shoal.mainline.dht.Surroundings;
import dev.shoal.mainline.krpc.Answer;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.mainline.krpc.KrpcException;
import dev.shoal.mainline.krpc.KrpcReader;
import dev.shoal.mainline.krpc.Question;
import dev.shoal.mainline.krpc.Want;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The DHTs of IPv4 and IPv6 (BEP 32) at work on a host: gives the cores what they need. */
final class MainlineNode implements Running, Overlay {
  private static final long RECURSIVE_NANOS = TimeUnit.SECONDS.toNanos(6);

  private static final List<InetAddress> FAMILIES =
      List.of(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("2001:db8::1"));
  private static final List<InetAddress> LOOPBACK =
      List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

  private final Host host;
  private final Tuning tuning;
  private final Turn turn;
  private final Explorer explorer;
  private final Items items;
  private final Introduction introduction;
  private volatile List<DhtCore> cores = List.of();

  /** Whoever is on this machine may have all addresses of it: there they tell nothing apart. */
  MainlineNode(Host host) {
    this(
        host,
        host.ports().binding().loopbackOnly()
            ? Tuning.MAINLINE.with(Diversity.NONE)
            : Tuning.MAINLINE);
  }

  MainlineNode(Host host, Tuning tuning) {
    this.host = host;
    this.tuning = tuning;
    this.turn = new Turn(host.clock(), host.datagrams(), host.timers(), this::tick);
    this.explorer = new Explorer(host.clock(), turn, () -> cores);
    this.items = new Items(host, explorer);
    this.introduction = new Introduction(host, turn, () -> cores);
  }

  private long tick(long nanos) {
    long next = Long.MAX_VALUE;
    for (DhtCore core : cores) {
      next = Math.min(next, core.tick(nanos));
    }
    return next;
  }

  @Override
  public void opened() {
    boolean loopback = host.ports().binding().loopbackOnly();
    byte[] seed = Arrays.copyOf(host.identity().id(), Krpc.ID_LENGTH);
    turn.take(nanos -> {
      List<DhtCore> open = new ArrayList<>();
      for (InetAddress any : loopback ? LOOPBACK : FAMILIES) {
        if (host.datagrams().reaches(any)) {
          boolean v6 = !(any instanceof Inet4Address);
          DhtSettings settings =
              DhtSettings.of(v6, tuning, seed).replying(host.limits().answersASecond());
          open.add(
              new DhtCore(
                  host.discovery().passing() ? settings.readingOnly() : settings,
                  host.random("dht"),
                  new Around(v6),
                  nanos));
        }
      }
      cores = List.copyOf(open);
    });
    introduction.start();
  }

  /** What a core has around it: the turn, the other core, and the memory of nodes. */
  private final class Around implements Surroundings {
    private final boolean v6;
    private final String network;

    Around(boolean v6) {
      this.v6 = v6;
      this.network = network(v6);
    }

    @Override
    public void send(Krpc message, Locator.Ip to) {
      turn.send(message, to);
    }

    @Override
    public List<Contact> otherFamily(NodeId target, int count) {
      return core(!v6).map(core -> core.closest(target, count)).orElse(List.of());
    }

    @Override
    public void asked(Locator.Ip node) {
      host.peers().attempted(network, node);
    }

    @Override
    public void answered(Locator.Ip node) {
      host.peers().answered(network, node);
    }

    @Override
    public void named(Locator.Ip node, Locator.Ip by) {
      host.peers().heard(network, node, by);
    }
  }

  /** Its name in the memory of nodes: the families do not mix. */
  static String network(boolean v6) {
    return v6 ? "mainline6" : "mainline";
  }

  private Optional<DhtCore> core(boolean v6) {
    return cores.stream().filter(core -> core.isV6() == v6).findFirst();
  }

  @Override
  public void datagram(ByteBuffer datagram, Locator.Ip from) {
    Optional<DhtCore> core = core(!(from.address() instanceof Inet4Address));
    if (core.isEmpty()) {
      return;
    }
    try {
      Krpc message = KrpcReader.read(datagram);
      turn.take(nanos -> core.get().received(message, from, nanos));
    } catch (KrpcException broken) {
      broken
          .query()
          .ifPresent(transaction ->
              turn.take(nanos ->
                  core.get()
                      .malformed(transaction, String.valueOf(broken.getMessage()), from, nanos)));
    }
  }

  @Override
  public Optional<PeerSource> source(Hash content) {
    return content.length() == Krpc.ID_LENGTH
        ? Optional.of(new MainlineSource(host, explorer, NodeId.of(content.bytes())))
        : Optional.empty();
  }

  @Override
  public Optional<Overlay> overlay() {
    return Optional.of(this);
  }

  @Override
  public int port() {
    return host.ports().port();
  }

  @Override
  public void named(Locator.Ip node) {
    turn.take(nanos -> cores.forEach(core -> core.named(node, nanos)));
  }

  @Override
  public List<Standing> standing() {
    List<Standing> all = new ArrayList<>();
    turn.take(nanos ->
        cores.forEach(core ->
            all.add(
                new Standing(
                    core.id(),
                    core.contacts(),
                    core.hasJoined(),
                    core.networkSize(),
                    core.seenAs(),
                    core.kept()))));
    return all;
  }

  @Override
  public Journey lookup(NodeId target, Consumer<Step> steps) {
    Explorer.Outcome outcome =
        explorer.explore(
            target,
            new Question.FindNode(target, Want.UNSAID),
            1,
            reached -> steps.accept(step(reached)),
            MainlineNode::interrupted);
    return journey(outcome, List.of());
  }

  static boolean interrupted() {
    return Thread.currentThread().isInterrupted();
  }

  private static Step step(Explorer.Reached it) {
    return new Step(it.node(), it.namedBy(), it.atNanos(), it.tookNanos(), it.answer().peers());
  }

  private static Journey journey(Explorer.Outcome outcome, List<Locator.Ip> peers) {
    return new Journey(outcome.closest(), peers, outcome.silent(), outcome.nanos());
  }

  @Override
  public Journey lookupRecursively(NodeId target, Consumer<Step> steps) {
    List<DhtCore> ready = explorer.awaitContacts(MainlineNode::interrupted);
    BlockingQueue<Optional<Question.Recursed>> answers = new LinkedBlockingQueue<>();
    long begun = host.clock().nanos();
    turn.take(nanos -> ready.forEach(core -> core.recurse(target, true, answers::add, nanos)));
    Optional<Question.Recursed> answer = Optional.empty();
    for (int i = 0; i < ready.size() && answer.isEmpty(); i++) {
      answer = Explorer.poll(answers, RECURSIVE_NANOS).orElse(Optional.empty());
    }
    long nanos = host.clock().nanos() - begun;
    Question.Recursed came =
        answer.orElseThrow(() ->
            new Problem(
                Problem.Kind.NO_PEERS,
                "no answer came back to a question that travels by itself",
                "ask from here, without --recursive: only Shoal's nodes pass it on"));
    Optional<Contact> before = Optional.empty();
    for (Question.Hop hop : came.path()) {
      long took = TimeUnit.MILLISECONDS.toNanos(hop.millis());
      steps.accept(new Step(hop.node(), before, nanos, took, List.of()));
      before = Optional.of(hop.node());
    }
    // the last of them is the closest that it knows of, and does not name itself
    List<Contact> closest = new ArrayList<>(before.stream().toList());
    came.nodes().stream().filter(node -> !closest.contains(node)).forEach(closest::add);
    return new Journey(closest, came.peers(), 0, nanos);
  }

  @Override
  public Journey peers(Hash content, Consumer<Step> steps) {
    NodeId target = NodeId.of(content.bytes());
    Set<Locator.Ip> peers = new LinkedHashSet<>();
    Explorer.Outcome outcome =
        explorer.explore(
            target,
            new Question.GetPeers(target, Want.UNSAID, false, false),
            1,
            reached -> {
              peers.addAll(reached.answer().peers());
              steps.accept(step(reached));
            },
            MainlineNode::interrupted);
    return journey(outcome, List.copyOf(peers));
  }

  @Override
  public int announce(Hash content, int port) {
    NodeId target = NodeId.of(content.bytes());
    return MainlineSource.announce(
        explorer,
        target,
        port == 0 ? host.ports().announced() : port,
        _ -> {},
        MainlineNode::interrupted);
  }

  @Override
  public Optional<Stored> get(NodeId target, Optional<Signer> key) {
    return items.get(target, key);
  }

  @Override
  public Receipt put(byte[] value) {
    return items.put(value);
  }

  @Override
  public Receipt putSigned(byte[] value, byte[] salt, OptionalLong cas) {
    return items.putSigned(value, salt, cas);
  }

  @Override
  public List<Sample> sample(NodeId target) {
    List<Sample> samples = new ArrayList<>();
    Explorer.Outcome _ =
        explorer.explore(
            target,
            new Question.SampleInfohashes(target, Want.UNSAID),
            1,
            reached ->
                reached.answer().sample().map(some -> sample(reached.node(), some)).stream()
                    .forEach(samples::add),
            MainlineNode::interrupted);
    return List.copyOf(samples);
  }

  private static Sample sample(Contact node, Answer.Sample some) {
    return new Sample(
        node, some.infoHashes().stream().map(id -> Hash.of(id.bytes())).toList(), some.count());
  }

  @Override
  public void close() {
    introduction.close();
    turn.close();
  }
}
