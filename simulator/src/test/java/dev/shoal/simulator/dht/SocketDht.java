package dev.shoal.simulator.dht;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.kademlia.Tuning;
import dev.shoal.mainline.dht.DhtCore;
import dev.shoal.mainline.dht.DhtSettings;
import dev.shoal.mainline.dht.SearchListener;
import dev.shoal.mainline.dht.Surroundings;
import dev.shoal.mainline.krpc.Answer;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.mainline.krpc.KrpcReader;
import dev.shoal.mainline.krpc.KrpcWriter;
import dev.shoal.mainline.krpc.Question;
import dev.shoal.mainline.krpc.Want;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;

/** The same cores on real UDP sockets: one thread, each node in a /24 of its own of 127.0.0.0/8. */
final class SocketDht implements AutoCloseable {
  private final Random random;
  private final Selector selector;
  final List<Node> nodes = new ArrayList<>();

  SocketDht(long seed) throws IOException {
    random = new Random(seed);
    selector = Selector.open();
  }

  /** A node that knows nobody. */
  Node add() throws IOException {
    byte[] seed = new byte[Krpc.ID_LENGTH];
    random.nextBytes(seed);
    int number = nodes.size();
    byte[] address = {127, (byte) (2 + number / 250), (byte) (1 + number % 250), 1};
    DatagramChannel channel = DatagramChannel.open();
    channel.configureBlocking(false);
    channel.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
    Node node = new Node(channel, DhtSettings.of(false, Tuning.MAINLINE, seed));
    channel.register(selector, SelectionKey.OP_READ, node);
    nodes.add(node);
    return node;
  }

  /** Carries messages as long as a condition holds, and at most so long. */
  boolean runWhile(BooleanSupplier condition, long withinNanos) throws IOException {
    long end = System.nanoTime() + withinNanos;
    while (condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      selector.select(key -> ((Node) key.attachment()).receive(), 1);
      long now = System.nanoTime();
      nodes.stream().filter(node -> node.wake - now <= 0).forEach(Node::tick);
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    for (Node node : nodes) {
      node.channel.close();
    }
    selector.close();
  }

  /** A node, with its socket. */
  final class Node implements Surroundings {
    private final DatagramChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(2048);
    final DhtCore core;
    private long wake = System.nanoTime();

    Node(DatagramChannel channel, DhtSettings settings) {
      this.channel = channel;
      this.core = new DhtCore(settings, new Random(random.nextLong()), this, System.nanoTime());
    }

    Locator.Ip locator() {
      try {
        return Locator.Ip.of((InetSocketAddress) channel.getLocalAddress());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void send(Krpc message, Locator.Ip to) {
      try {
        channel.send(KrpcWriter.write(message), to.socketAddress());
      } catch (IOException lost) {
        return; // as any datagram may be
      }
    }

    void receive() {
      try {
        InetSocketAddress from = (InetSocketAddress) channel.receive(buffer.clear());
        while (from != null) {
          Krpc message = KrpcReader.read(buffer.flip());
          core.received(message, Locator.Ip.of(from), System.nanoTime());
          from = (InetSocketAddress) channel.receive(buffer.clear());
        }
        tick();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void tick() {
      wake = core.tick(System.nanoTime());
    }

    /** Looks a target up. */
    Hops find(NodeId target) {
      Hops hops = new Hops();
      core.search(target, new Question.FindNode(target, Want.UNSAID), 1, hops, System.nanoTime());
      tick();
      return hops;
    }
  }

  /** How a lookup went. */
  static final class Hops implements SearchListener {
    private final Map<NodeId, Integer> hops = new HashMap<>();
    Optional<List<NodeId>> found = Optional.empty();

    @Override
    public void answered(Contact node, Optional<Contact> namedBy, Answer answer, long nanos) {
      hops.put(node.id(), namedBy.map(by -> hops.getOrDefault(by.id(), 0)).orElse(0) + 1);
    }

    @Override
    public void done(List<Found> all) {
      found = Optional.of(all.stream().map(it -> it.node().id()).toList());
    }

    int toClosest() {
      return hops.getOrDefault(found.orElseThrow().getFirst(), 0);
    }
  }
}
