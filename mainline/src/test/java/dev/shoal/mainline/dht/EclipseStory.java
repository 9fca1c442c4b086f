package dev.shoal.mainline.dht;

import static dev.shoal.mainline.dht.DhtWorld.NETWORK;
import static dev.shoal.mainline.dht.DhtWorld.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.discovery.Bootstrap;
import dev.shoal.discovery.Bootstrap.Stage;
import dev.shoal.discovery.book.PeerBook;
import dev.shoal.mainline.dht.DhtWorld.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Who wants to be all that a node knows. The adversary has as many nodes as there are honest ones,
 * an address each in a /24 of its own, ids as BEP 42 allows them; they know each other and name
 * nobody else.
 */
class EclipseStory {
  private static final int HONEST = 200;

  private final DhtWorld world = DhtWorld.of(HONEST, 11);
  private final List<Node> hostile = new ArrayList<>();

  /** They are there from now on, in so many /16, and speak to everybody once. */
  private void attack(int networks) {
    for (int i = 0; i < HONEST; i++) {
      Node node =
          world.add(DhtWorld.ip(150 + i % networks / 250, 1 + i % networks, 1 + i / networks, 1));
      node.hostile = true;
      hostile.add(node);
    }
    for (Node node : hostile) {
      for (int i = 0; i < 10; i++) {
        Node other = world.nodes.get(world.random.nextInt(HONEST));
        node.core.introduce(other.locator(), answered -> {}, world.time.nanos());
      }
      node.tick();
      world.time.runFor(SECOND / 10);
    }
  }

  private double shareOfHostile(List<Locator.Ip> of) {
    Set<Locator.Ip> theirs = new HashSet<>(hostile.stream().map(Node::locator).toList());
    return (double) of.stream().filter(theirs::contains).count() / of.size();
  }

  private void live(Node node, int minutes) {
    for (int i = 0; i < minutes; i++) {
      var _ = node.find(world.anyId(), 1);
      world.time.runFor(60 * SECOND);
    }
  }

  /**
   * They flood the memory of a node by all the sources they are, and wait until it starts again,
   * the well-known first contacts being dead.
   */
  @Test
  void aRestartIsNotTheirs() {
    Node victim = world.nodes.get(7);
    victim.book = Optional.of(new PeerBook(new Random(1)));
    live(victim, 60);
    attack(4);
    PeerBook book = victim.book.get();
    for (Node by : hostile) {
      hostile.forEach(node -> book.heard(NETWORK, node.locator(), by.locator(), world.millis()));
    }
    live(victim, 30);

    PeerBook kept = PeerBook.decode(book.encode(), new Random(2)).orElseThrow();
    victim.host.vanish();
    Node back = world.add(DhtWorld.ip(60, 1, 1, 1));
    List<Locator.Ip> first = enter(back, kept);
    double asFirst = shareOfHostile(first);
    world.time.runFor(120 * SECOND);
    List<Locator.Ip> known = back.core.contacts().stream().map(Contact::locator).toList();
    double found =
        DhtWorld.mean(
            IntStream.range(0, 50),
            i -> {
              NodeId target = world.anyId();
              return back.find(target, DhtSettings.USUAL_PATHS)
                  .share(world.closestHonest(target, 4, back));
            });
    System.out.printf(
        "restart, half hostile: first contacts %.2f theirs, table %.2f, found %.3f%n",
        asFirst, shareOfHostile(known), found);
    assertThat(asFirst).as("of the first contacts").isLessThanOrEqualTo(0.5);
    assertThat(shareOfHostile(known)).as("of the table").isLessThanOrEqualTo(0.6);
    assertThat(found).isGreaterThanOrEqualTo(0.9);
  }

  /** The stages of a start, by what is remembered alone; who answered. */
  private List<Locator.Ip> enter(Node node, PeerBook book) {
    Bootstrap way =
        new Bootstrap(
            Map.of(
                Stage.ANCHORS, () -> book.anchors(NETWORK),
                Stage.TRIED, () -> book.some(NETWORK, true, 64, world.millis()),
                Stage.NEW, () -> book.some(NETWORK, false, 64, world.millis())),
            world.time.nanos());
    List<Locator.Ip> answered = new ArrayList<>();
    for (int i = 0; i < 600 && !way.isOver(); i++) {
      for (Locator.Ip contact : way.next(world.time.nanos())) {
        node.core.introduce(
            contact,
            there -> {
              if (there) {
                way.answered(contact);
                answered.add(contact);
              } else {
                way.failed(contact);
              }
            },
            world.time.nanos());
      }
      node.tick();
      world.time.runFor(SECOND / 20);
    }
    assertThat(answered).isNotEmpty();
    return answered;
  }

  /** They lie to whoever asks, for an hour: tables do not fill with them beyond what they are. */
  @Test
  void tablesAreNotPoisoned() {
    attack(HONEST);
    for (int minute = 0; minute < 60; minute++) {
      for (int i = 0; i < 3; i++) {
        var _ = world.nodes.get(world.random.nextInt(HONEST)).find(world.anyId(), 1);
      }
      world.time.runFor(60 * SECOND);
    }
    double share =
        DhtWorld.mean(
            IntStream.range(0, HONEST),
            i ->
                shareOfHostile(
                    world.nodes.get(i).core.contacts().stream().map(Contact::locator).toList()));
    System.out.printf("an hour of lies, half hostile: %.2f of the tables are theirs%n", share);
    assertThat(share).isLessThanOrEqualTo(0.6);
  }
}
