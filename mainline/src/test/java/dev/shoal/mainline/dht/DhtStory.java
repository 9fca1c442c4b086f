package dev.shoal.mainline.dht;

import static dev.shoal.mainline.dht.DhtWorld.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.mainline.dht.DhtWorld.Node;
import dev.shoal.mainline.dht.DhtWorld.Outcome;
import dev.shoal.mainline.krpc.Question;
import dev.shoal.mainline.krpc.Want;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A few hundred nodes find each other and what they announced. */
class DhtStory {
  private final DhtWorld world = DhtWorld.of(200, 42);

  @Test
  void everyLookupEndsAtTheTrulyClosest() {
    double share =
        DhtWorld.mean(
            IntStream.range(0, 200),
            i -> {
              Node node = world.any();
              NodeId target = world.anyId();
              return node.find(target, 1).share(world.closest(target, 8, node));
            });
    assertThat(share).isGreaterThan(0.99);
  }

  @Test
  void whatOneAnnouncesEveryoneFinds() {
    NodeId hash = world.anyId();
    Node holder = world.any();
    assertThat(world.announce(holder, hash, 7000)).isGreaterThanOrEqualTo(7);
    for (int i = 0; i < 20; i++) {
      Outcome outcome =
          world.any().search(hash, new Question.GetPeers(hash, Want.UNSAID, false, false), 1);
      assertThat(outcome.peers).containsExactly(new Locator.Ip(holder.locator().address(), 7000));
    }
  }

  /** As on a machine that is busy with something else: the answers came, and nobody read them. */
  @Test
  void whoStoodStillGivesNobodyUpWhoAnswered() {
    double share =
        DhtWorld.mean(
            IntStream.range(0, 40),
            i -> {
              Node node = world.any();
              NodeId target = world.anyId();
              Outcome outcome = world.new Outcome(world.time.nanos());
              Question question = new Question.FindNode(target, Want.UNSAID);
              node.core.search(target, question, 1, outcome, world.time.nanos());
              node.tick();
              node.standStill(2 * SECOND);
              world.time.runWhile(() -> outcome.found.isEmpty(), 60 * SECOND);
              return outcome.share(world.closest(target, 8, node));
            });
    assertThat(share).isGreaterThan(0.99);
  }

  @Test
  void whoStoodStillHearsWhoTookDownWhatItAnnounced() {
    for (int i = 0; i < 20; i++) {
      Node node = world.any();
      int answered = world.announce(node, world.anyId(), 7000, () -> node.standStill(2 * SECOND));
      assertThat(answered).isGreaterThanOrEqualTo(7);
    }
  }

  /** It waits twice for each, and not for ever. */
  @Test
  void whoStandsStillAllTheTimeGivesUpWhoIsSilent() {
    Node node = world.any();
    NodeId target = world.anyId();
    List<NodeId> closest = world.closest(target, 100, node);
    world.nodes.stream()
        .filter(it -> closest.contains(it.core.id()))
        .forEach(it -> it.host.vanish());
    Outcome outcome = world.new Outcome(world.time.nanos());
    Question question = new Question.FindNode(target, Want.UNSAID);
    node.core.search(target, question, 1, outcome, world.time.nanos());
    node.tick();
    for (int i = 0; i < 300 && outcome.found.isEmpty(); i++) {
      node.standStill(SECOND / 5);
    }
    assertThat(outcome.found).isPresent();
  }

  @Test
  void aQuestionThatTravelsEndsAtTheClosestAndShowsItsWay() {
    int right = 0;
    for (int i = 0; i < 50; i++) {
      Node node = world.any();
      NodeId target = world.anyId();
      List<Optional<Question.Recursed>> answers = new ArrayList<>();
      node.core.recurse(target, false, answers::add, world.time.nanos());
      node.tick();
      world.time.runWhile(answers::isEmpty, 10 * SECOND);
      Question.Recursed answer = answers.getFirst().orElseThrow();
      List<NodeId> path = answer.path().stream().map(hop -> hop.node().id()).toList();
      assertThat(path).isSortedAccordingTo(DhtWorld.by(target).reversed());
      right += path.getLast().equals(world.closest(target, 1, node).getFirst()) ? 1 : 0;
    }
    assertThat(right).isGreaterThanOrEqualTo(49);
  }

  @Test
  void halfOfThemGoAndTheRestCarryOn() {
    List<NodeId> hashes = new ArrayList<>();
    List<Node> holders = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      NodeId hash = world.anyId();
      Node holder = world.any();
      world.announce(holder, hash, 7000);
      hashes.add(hash);
      holders.add(holder);
    }
    for (int i = 0; i < 100; i++) {
      world.any().host.vanish();
    }
    int living = 0;
    int found = 0;
    for (int i = 0; i < hashes.size(); i++) {
      if (holders.get(i).host.isUp()) {
        living++;
        Question question = new Question.GetPeers(hashes.get(i), Want.UNSAID, false, false);
        found += world.any().search(hashes.get(i), question, 1).peers.isEmpty() ? 0 : 1;
      }
    }
    assertThat(living).isPositive();
    assertThat(found).as("of %d", living).isEqualTo(living);
  }

  /** Those who are left name nobody but them, as they do not know yet. */
  @Test
  void theEightClosestGoAtOnce() {
    NodeId hash = world.anyId();
    Node holder = world.nodes.get(2);
    world.announce(holder, hash, 7000);
    List<NodeId> closest = world.closest(hash, 8, holder);
    world.nodes.stream()
        .filter(node -> closest.contains(node.core.id()))
        .forEach(node -> node.host.vanish());
    int found = 0;
    for (int i = 0; i < 20; i++) {
      Question question = new Question.GetPeers(hash, Want.UNSAID, false, false);
      found += world.any().search(hash, question, 1).peers.isEmpty() ? 0 : 1;
    }
    assertThat(found).isEqualTo(20);
  }

  @Test
  void whoComesHasSoonJoined() {
    Node node = world.join();
    world.time.runFor(10 * SECOND);
    assertThat(node.core.hasJoined()).isTrue();
  }

  @Test
  void itKnowsHowManyThereAre() {
    Node node = world.any();
    for (int i = 0; i < 32; i++) {
      node.find(world.anyId(), 1);
    }
    assertThat(node.core.networkSize().orElseThrow()).isBetween(130.0, 290.0);
  }

  @Test
  void anIdleNodeIsQuiet() {
    long seconds = 3600;
    Node node = world.any();
    long before = node.host.sentBytes() + node.host.receivedBytes();
    world.time.runFor(seconds * SECOND);
    long bytes = node.host.sentBytes() + node.host.receivedBytes() - before;
    System.out.println("idle: " + bytes / seconds + " B/s");
    assertThat(bytes / seconds).isLessThan(120);
  }
}
