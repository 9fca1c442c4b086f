package dev.shoal.simulator.dht;

import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.kademlia.Tuning;
import dev.shoal.mainline.dht.DhtCore;
import dev.shoal.mainline.dht.SearchListener.Found;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.mainline.krpc.Question;
import dev.shoal.mainline.krpc.Want;
import dev.shoal.simulator.Core;
import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Simulation;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A mainline DHT for scenarios that look for contents in it: its nodes know each other as after
 * long, or join; they announce and find. Told {@code seed}, {@code by-reference} and the network.
 */
public final class ContentDht {
  private static final int PORT = 6881; // of all simulated nodes

  private final DhtNetwork network;
  private final Loads loads = new Loads();

  /** One without nodes. */
  public ContentDht(Parameters told) {
    this.network = new DhtNetwork(told, new DhtNetwork.Rules(Tuning.MAINLINE, false));
  }

  /** What they live in. */
  public Simulation<Krpc> simulation() {
    return network.simulation;
  }

  /** Adds a node of the DHT that knows nobody; its number. */
  public int add() {
    byte[] seed = new byte[Krpc.ID_LENGTH];
    network.random.nextBytes(seed);
    return network.add(seed, (in, settings, number) -> new LoadedNode(in, settings, number, loads))
        .number;
  }

  /** Adds a machine that takes no part in the DHT; its number. */
  public int addBystander() {
    return network.simulation.add(
        new Core<>() {
          @Override
          public void received(Krpc message, Locator.Ip from, long nanos) {}

          @Override
          public long tick(long nanos) {
            return Long.MAX_VALUE;
          }
        });
  }

  /** Lets a node know whom it would after long. */
  public void settle(int node) {
    network.settle(node);
  }

  /**
   * Lets a node ask another into the DHT.
   *
   * @param outcome told whether that one answered
   */
  public void join(int node, int through, Consumer<Boolean> outcome) {
    DhtCore core = network.node(node).core;
    core.introduce(network.contact(through).locator(), outcome, clock(node));
    network.simulation.wake(node);
  }

  /** A node of the DHT is gone without a word. */
  public void stop(int node) {
    network.stop(node);
  }

  /** A node of the DHT to which all others can write; there must be one. */
  public int anyReachable() {
    return network.census.any(network.random);
  }

  /** The name of a content. */
  public NodeId anyContent() {
    return network.anyId();
  }

  /** What the nodes of the DHT have to do. */
  public Loads loads() {
    return loads;
  }

  /**
   * Looks for who has a content.
   *
   * @param paths of the lookup, which share no node
   * @param named is given peers as soon as a node names some
   */
  public void look(
      int from,
      NodeId content,
      int paths,
      Consumer<List<Locator.Ip>> named,
      Consumer<ContentLookup> done) {
    ContentProbe probe = new ContentProbe(network.simulation, named, done);
    Question question = new Question.GetPeers(content, Want.UNSAID, false, false);
    network.node(from).core.search(content, question, paths, probe, clock(from));
    network.simulation.wake(from);
  }

  /**
   * Tells the nodes that a lookup found that a node has the content.
   *
   * @param done is given how many took it down
   */
  public void announce(int node, NodeId content, List<Found> found, IntConsumer done) {
    List<Found> writable = found.stream().filter(it -> it.token().length > 0).toList();
    if (writable.isEmpty()) {
      done.accept(0);
      return;
    }
    int[] counts = {writable.size(), 0};
    for (Found it : writable) {
      Question question = new Question.AnnouncePeer(content, PORT, false, it.token(), false);
      Consumer<Boolean> outcome =
          took -> {
            counts[1] += took ? 1 : 0;
            if (--counts[0] == 0) {
              done.accept(counts[1]);
            }
          };
      network.node(node).core.ask(it.node(), question, outcome, clock(node));
    }
    network.simulation.wake(node);
  }

  private long clock(int node) {
    return network.simulation.clock(node);
  }
}
