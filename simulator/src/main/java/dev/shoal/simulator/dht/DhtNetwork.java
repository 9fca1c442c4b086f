package dev.shoal.simulator.dht;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.kademlia.Tuning;
import dev.shoal.mainline.dht.DhtSettings;
import dev.shoal.mainline.dht.SecureId;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.mainline.store.Tokens;
import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Simulation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/** A DHT in the simulated world: its nodes, and an oracle that knows them all. */
final class DhtNetwork {
  static final long SECOND = 1_000_000_000L;

  final Simulation<Krpc> simulation;
  final Census census;
  final RandomGenerator random;
  final Mac mac = Tokens.mac();
  private final Rules rules;
  private @Nullable DhtNode[] nodes = new DhtNode[16];
  private Contact[] contacts = new Contact[16];
  private int count;

  /**
   * What all nodes have in common.
   *
   * @param relays whether they take part in recursive lookups
   * @param secureIds whether ids that BEP 42 forbids count less
   */
  record Rules(Tuning tuning, boolean relays, boolean secureIds) {
    /** With all defences. */
    Rules(Tuning tuning, boolean relays) {
      this(tuning, relays, true);
    }
  }

  DhtNetwork(Parameters told, Rules rules) {
    this.rules = rules;
    this.simulation =
        new Simulation<>(
            told,
            new KrpcCodec(),
            !told.flag("by-reference"),
            told.number("seed", Long.MIN_VALUE, Long.MAX_VALUE));
    this.random = simulation.random();
    this.census = new Census(rules.tuning().metric(), node -> contacts[node].id());
  }

  Rules rules() {
    return rules;
  }

  /** How a node of this kind is made. */
  interface Maker {
    DhtNode make(DhtNetwork network, DhtSettings settings, int number);
  }

  /** Adds a node that knows nobody; its id follows from its address (BEP 42). */
  DhtNode add() {
    byte[] seed = new byte[Krpc.ID_LENGTH];
    random.nextBytes(seed);
    return add(seed, DhtNode::new);
  }

  /** Adds the first one, which everybody can reach, and counts what it is sent. */
  DhtNode addFirst(Runnable received) {
    byte[] seed = new byte[Krpc.ID_LENGTH];
    random.nextBytes(seed);
    simulation.openNext();
    return add(
        seed,
        (network, settings, number) ->
            new DhtNode(network, settings, number) {
              @Override
              public void received(Krpc message, Locator.Ip from, long nanos) {
                received.run();
                super.received(message, from, nanos);
              }
            });
  }

  /** Adds one whose id is as near to these bytes as its address lets it have. */
  DhtNode add(byte[] seed, Maker maker) {
    int number = simulation.next();
    boolean reachable = simulation.isNextReachable();
    Locator.Ip at = simulation.locator(number);
    NodeId id = SecureId.of(at.address(), seed);
    if (number >= nodes.length) {
      nodes = Arrays.copyOf(nodes, number * 2);
      contacts = Arrays.copyOf(contacts, number * 2);
    }
    contacts[number] = new Contact(id, at);
    DhtSettings usual = DhtSettings.of(false, rules.tuning(), id.bytes()).small(rules.relays());
    DhtNode node = maker.make(this, rules.secureIds() ? usual : usual.believingIds(), number);
    nodes[number] = node;
    count++;
    simulation.add(node);
    if (reachable && node.isHonest()) {
      census.add(number);
    }
    return node;
  }

  /** A node is gone without a word. */
  void stop(int number) {
    if (nodes[number] != null && simulation.isReachable(number) && node(number).isHonest()) {
      census.remove(number);
    }
    nodes[number] = null;
    simulation.stop(number);
    count--;
  }

  /** A node that is there. */
  DhtNode node(int number) {
    return Objects.requireNonNull(nodes[number]);
  }

  /** How many are there. */
  int count() {
    return count;
  }

  /** The contact of a node, there or not. */
  Contact contact(int number) {
    return contacts[number];
  }

  Contact contact(NodeId id, Locator.Ip at) {
    int number = simulation.node(at);
    return number >= 0 && contacts[number].id().equals(id) ? contacts[number] : new Contact(id, at);
  }

  /** Lets a node know whom it would after long. */
  void settle(int number) {
    settle(number, census);
  }

  /** The same with whom it could know. */
  void settle(int number, Census others) {
    List<Contact> known = new ArrayList<>();
    for (int other : others.sample(contacts[number].id(), rules.tuning().k(), random)) {
      known.add(contacts[other]);
    }
    node(number).core.resume(known, simulation.clock(number));
    simulation.wake(number);
  }

  /** A node is told of another, and asks it until it answers, as the way in of the product does. */
  void introduce(int number, int other) {
    if (simulation.isUp(number)) {
      node(number)
          .core
          .introduce(
              simulation.locator(other),
              answered -> {
                if (!answered) {
                  introduceLater(number, other);
                }
              },
              simulation.clock(number));
      simulation.wake(number);
    }
  }

  private void introduceLater(int number, int other) {
    simulation.after(
        SECOND,
        () -> {
          if (simulation.isUp(number) && node(number).core.contacts().isEmpty()) {
            introduce(number, other);
          }
        });
  }

  /** The part of the truly closest that is among these. */
  double share(List<NodeId> found, NodeId target, int count, int but) {
    List<NodeId> truth = census.closest(target, count, but);
    return (double) truth.stream().filter(found::contains).count() / Math.max(1, truth.size());
  }

  /** A node that is there, reachable or not. */
  int anyNode() {
    int node = random.nextInt(simulation.nodes());
    while (nodes[node] == null) {
      node = random.nextInt(simulation.nodes());
    }
    return node;
  }

  NodeId anyId() {
    byte[] id = new byte[Krpc.ID_LENGTH];
    random.nextBytes(id);
    return NodeId.of(id);
  }
}
