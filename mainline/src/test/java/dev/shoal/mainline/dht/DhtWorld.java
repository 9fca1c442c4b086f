package dev.shoal.mainline.dht;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.discovery.book.PeerBook;
import dev.shoal.kademlia.Metric;
import dev.shoal.kademlia.Tuning;
import dev.shoal.mainline.krpc.Answer;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.mainline.krpc.KrpcReader;
import dev.shoal.mainline.krpc.KrpcWriter;
import dev.shoal.mainline.krpc.Question;
import dev.shoal.mainline.krpc.Want;
import dev.shoal.world.PathQuality;
import dev.shoal.world.Rates;
import dev.shoal.world.VirtualHost;
import dev.shoal.world.VirtualNetwork;
import dev.shoal.world.VirtualSocket;
import dev.shoal.world.VirtualTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** A DHT in virtual time: real cores and codec, each node in a /24 of its own. */
final class DhtWorld {
  static final long SECOND = 1_000_000_000L;
  static final int PORT = 6881;

  /** In the memory of nodes. */
  static final String NETWORK = "mainline";

  final VirtualTime time = new VirtualTime(Long.MAX_VALUE - 1000 * SECOND);
  private static final long BEGUN_MILLIS = 1_800_000_000_000L;

  private final long begun = time.nanos();
  final Random random;
  final VirtualNetwork network;
  final List<Node> nodes = new ArrayList<>();

  /**
   * Whether every other one of those that lie says that it has the very id that is looked for; the
   * others have proper ids and name these.
   */
  boolean echo;

  DhtWorld(long seed, PathQuality path) {
    random = new Random(seed);
    network = new VirtualNetwork(time, new Random(seed + 1), Rates.UNLIMITED, path);
  }

  /** A network of so many, all of which joined by the first. */
  static DhtWorld of(int count, long seed) {
    DhtWorld world = new DhtWorld(seed, PathQuality.delayed(20_000_000).jittery(30_000_000));
    for (int i = 0; i < count; i++) {
      world.join();
    }
    world.time.runFor(120 * SECOND);
    return world;
  }

  /** One more node, which knows the first. */
  Node join() {
    Node node = add(address(nodes.size() + 1));
    if (nodes.size() > 1) {
      node.core.introduce(nodes.getFirst().locator(), answered -> {}, time.nanos());
    }
    time.runFor(SECOND / 10);
    return node;
  }

  Node add(InetAddress address) {
    byte[] seed = new byte[Krpc.ID_LENGTH];
    random.nextBytes(seed);
    return add(address, seed);
  }

  /** A node whose id is as close to these bytes as BEP 42 lets its address have it. */
  Node add(InetAddress address, byte[] seed) {
    NodeId id = SecureId.of(address, seed);
    DhtSettings settings = DhtSettings.of(false, Tuning.MAINLINE, id.bytes());
    Node node = new Node(network.addHost(address), settings);
    nodes.add(node);
    return node;
  }

  /** Of the number's own /16 and /24. */
  static InetAddress address(int number) {
    return ip(20 + number / 200, number % 200 + 1, number / 7 % 250, 1);
  }

  static InetAddress ip(int a, int b, int c, int d) {
    try {
      return InetAddress.getByAddress(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** The date, which goes on where the clock of a process begins anew. */
  long millis() {
    return BEGUN_MILLIS + (time.nanos() - begun) / 1_000_000;
  }

  NodeId anyId() {
    byte[] id = new byte[Krpc.ID_LENGTH];
    random.nextBytes(id);
    return NodeId.of(id);
  }

  /** Those that are truly closest, of the nodes that are on. */
  List<NodeId> closest(NodeId target, int count, Node but) {
    return nodes.stream()
        .filter(node -> node != but && node.host.isUp())
        .map(node -> node.core.id())
        .sorted((a, b) -> Metric.XOR.compare(target, a, b))
        .limit(count)
        .toList();
  }

  /** The same of those that do not lie. */
  List<NodeId> closestHonest(NodeId target, int count, Node but) {
    return nodes.stream()
        .filter(node -> node != but && node.host.isUp() && !node.hostile)
        .map(node -> node.core.id())
        .sorted((a, b) -> Metric.XOR.compare(target, a, b))
        .limit(count)
        .toList();
  }

  Node any() {
    List<Node> up = nodes.stream().filter(node -> node.host.isUp()).toList();
    return up.get(random.nextInt(up.size()));
  }

  /** A node with its host and timer. */
  final class Node implements VirtualSocket.Handler {
    final VirtualHost host;
    final VirtualSocket socket;
    final DhtCore core;
    boolean hostile;

    /** What it remembers of others, if it is to. */
    Optional<PeerBook> book = Optional.empty();

    private boolean standsStill;
    private final List<Runnable> unread = new ArrayList<>();
    private long wake = Long.MAX_VALUE;
    private VirtualTime.Scheduled timer = () -> {};

    Node(VirtualHost host, DhtSettings settings) {
      this.host = host;
      this.socket = host.open(PORT, this);
      this.core = new DhtCore(settings, new Random(random.nextLong()), new Around(), time.nanos());
      tick();
    }

    private final class Around implements Surroundings {
      @Override
      public void send(Krpc message, Locator.Ip to) {
        socket.send(to, KrpcWriter.write(message));
      }

      @Override
      public void asked(Locator.Ip node) {
        book.ifPresent(it -> it.attempted(NETWORK, node, millis()));
      }

      @Override
      public void answered(Locator.Ip node) {
        book.ifPresent(it -> it.answered(NETWORK, node, millis()));
      }

      @Override
      public void named(Locator.Ip node, Locator.Ip by) {
        book.ifPresent(it -> it.heard(NETWORK, node, by, millis()));
      }
    }

    Locator.Ip locator() {
      return socket.local();
    }

    @Override
    public void onDatagram(Locator.Ip from, ByteBuffer bytes) {
      Krpc message = KrpcReader.read(bytes);
      if (standsStill) {
        unread.add(() -> take(message, from));
      } else {
        take(message, from);
      }
    }

    private void take(Krpc message, Locator.Ip from) {
      if (hostile && message instanceof Krpc.Query query && lies(query, from)) {
        return;
      }
      core.received(message, from, time.nanos());
      tick();
    }

    /** It names its accomplices closest to the target, and nobody else. */
    private boolean lies(Krpc.Query query, Locator.Ip from) {
      Optional<NodeId> target =
          switch (query.question()) {
            case Question.FindNode(NodeId wanted, Want _) -> Optional.of(wanted);
            case Question.GetPeers it -> Optional.of(it.infoHash());
            default -> Optional.empty();
          };
      target.ifPresent(wanted -> {
        List<Contact> accomplices =
            nodes.stream()
                .filter(node -> node.hostile && node.echoes() == echo)
                .map(node -> new Contact(node.saidId(wanted), node.locator()))
                .sorted(Comparator.comparing(Contact::id, by(wanted)))
                .limit(8)
                .toList();
        Answer answer = Answer.of(saidId(wanted)).with(accomplices, new byte[] {1});
        Krpc.Reply reply = new Krpc.Reply(query.transaction(), answer, Optional.of(from));
        socket.send(from, KrpcWriter.write(reply));
      });
      return target.isPresent();
    }

    private NodeId saidId(NodeId wanted) {
      byte[] id = wanted.bytes();
      int number = nodes.indexOf(this);
      id[Krpc.ID_LENGTH - 2] ^= (byte) (number >> 8);
      id[Krpc.ID_LENGTH - 1] ^= (byte) number;
      return echoes() ? NodeId.of(id) : core.id();
    }

    private boolean echoes() {
      return echo && nodes.indexOf(this) % 2 == 0;
    }

    /** Its process gets no time: what comes waits to be read. Then the timers are first. */
    void standStill(long nanos) {
      standsStill = true;
      time.runFor(nanos);
      standsStill = false;
      tick();
      time.runFor(SECOND / 1000);
      List.copyOf(unread).forEach(Runnable::run);
      unread.clear();
    }

    void tick() {
      if (!host.isUp() || standsStill) {
        return;
      }
      long next = core.tick(time.nanos());
      if (next != wake) {
        timer.cancel();
        wake = next;
        timer =
            next == Long.MAX_VALUE
                ? () -> {}
                : time.schedule(Math.max(0, next - time.nanos()), this::woken);
      }
    }

    private void woken() {
      wake = Long.MAX_VALUE;
      tick();
    }

    /** Searches, and runs the world until it is over. */
    Outcome search(NodeId target, Question question, int paths) {
      Outcome outcome = new Outcome(time.nanos());
      core.search(target, question, paths, outcome, time.nanos());
      tick();
      time.runWhile(() -> outcome.found.isEmpty(), 60 * SECOND);
      return outcome;
    }

    Outcome find(NodeId target, int paths) {
      return search(target, new Question.FindNode(target, Want.UNSAID), paths);
    }
  }

  /** What a search brought. */
  final class Outcome implements SearchListener {
    final List<Answer> answers = new ArrayList<>();
    final Set<Locator.Ip> peers = new HashSet<>();
    final long begun;
    Optional<List<Found>> found = Optional.empty();
    long ended;

    Outcome(long begun) {
      this.begun = begun;
    }

    @Override
    public void answered(Contact node, Optional<Contact> namedBy, Answer answer, long nanos) {
      answers.add(answer);
      peers.addAll(answer.peers());
    }

    @Override
    public void done(List<Found> all) {
      found = Optional.of(all);
      ended = time.nanos();
    }

    List<NodeId> ids() {
      return found.orElseThrow().stream().map(it -> it.node().id()).toList();
    }

    /** The part of these that was found. */
    double share(List<NodeId> of) {
      return (double) of.stream().filter(ids()::contains).count() / of.size();
    }
  }

  /** Announces a port of a node's under a hash, as a search of several paths leads there. */
  int announce(Node node, NodeId infoHash, int port) {
    return announce(node, infoHash, port, () -> {});
  }

  /** The same, with something that happens while those who are to take it down are asked. */
  int announce(Node node, NodeId infoHash, int port, Runnable meanwhile) {
    Outcome outcome =
        node.search(infoHash, new Question.GetPeers(infoHash, Want.UNSAID, false, false), 3);
    int[] stored = {0};
    for (SearchListener.Found found : outcome.found.orElseThrow()) {
      node.core.ask(
          found.node(),
          new Question.AnnouncePeer(infoHash, port, false, found.token(), false),
          answered -> stored[0] += answered ? 1 : 0,
          time.nanos());
    }
    node.tick();
    meanwhile.run();
    time.runFor(2 * SECOND);
    return stored[0];
  }

  static double mean(IntStream of, java.util.function.IntToDoubleFunction value) {
    return of.mapToDouble(value).average().orElseThrow();
  }

  static Comparator<NodeId> by(NodeId target) {
    return (a, b) -> Metric.XOR.compare(target, a, b);
  }
}
