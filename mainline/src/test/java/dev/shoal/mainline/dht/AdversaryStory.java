package dev.shoal.mainline.dht;

import static dev.shoal.mainline.dht.DhtWorld.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Contact;
import dev.shoal.base.Locator;
import dev.shoal.base.NodeId;
import dev.shoal.mainline.dht.DhtWorld.Node;
import dev.shoal.mainline.krpc.Answer;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.mainline.krpc.Question;
import dev.shoal.mainline.krpc.Want;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes that lie, collude, keep silent, or speak in the name of others. */
class AdversaryStory {
  private final DhtWorld world = DhtWorld.of(300, 7);

  private double shareFound(int lookups, int paths) {
    return DhtWorld.mean(
        IntStream.range(0, lookups),
        i -> {
          Node node = world.any();
          NodeId target = world.anyId();
          return node.hostile ? 1 : node.find(target, paths).share(world.closest(target, 8, node));
        });
  }

  /** They have ids by chance, an address each, know each other, and name nobody else. */
  @Test
  void aFifthOfLiarsIsPassedByOnSeveralPaths() {
    List<Node> some = new ArrayList<>(world.nodes);
    Collections.shuffle(some, world.random);
    some.subList(0, world.nodes.size() / 5).forEach(node -> node.hostile = true);
    double single = shareFound(200, 1);
    double several = shareFound(200, DhtSettings.USUAL_PATHS);
    System.out.printf("a fifth lies: one path %.3f, three %.3f%n", single, several);
    assertThat(several).isGreaterThanOrEqualTo(0.95);
  }

  /** Each says that it has the very id that is looked for, and names such accomplices. */
  @Test
  void whoEchoesTheTargetDoesNotEndALookup() {
    List<Node> some = new ArrayList<>(world.nodes);
    Collections.shuffle(some, world.random);
    some.subList(0, world.nodes.size() / 5).forEach(node -> node.hostile = true);
    world.echo = true;
    double share =
        DhtWorld.mean(
            IntStream.range(0, 200),
            i -> {
              Node node = world.any();
              NodeId target = world.anyId();
              return node.hostile
                  ? 1
                  : node.find(target, DhtSettings.USUAL_PATHS)
                      .share(world.closestHonest(target, 8, node));
            });
    System.out.printf("a fifth echoes the target: three paths %.3f%n", share);
    assertThat(share).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void aThirdThatKeepsSilentHidesNobody() {
    List<Node> some = new ArrayList<>(world.nodes);
    Collections.shuffle(some, world.random);
    some.subList(0, world.nodes.size() * 3 / 10).forEach(node -> node.host.vanish());
    double single = shareFound(200, 1);
    double several = shareFound(200, DhtSettings.USUAL_PATHS);
    System.out.printf("three of ten are silent: one path %.3f, three %.3f%n", single, several);
    assertThat(single).isGreaterThanOrEqualTo(0.9);
    assertThat(several).isGreaterThanOrEqualTo(0.95);
  }

  /** One /24 with a hundred addresses and all the ids it likes gets two places in a bucket. */
  @Test
  void oneNetworkDoesNotFillATable() {
    Node victim = world.any();
    for (int i = 1; i <= 100; i++) {
      Locator.Ip at = new Locator.Ip(DhtWorld.ip(99, 1, 1, i), DhtWorld.PORT);
      victim.core.named(at, world.time.nanos());
      Node liar = world.add(at.address());
      liar.core.introduce(victim.locator(), answered -> {}, world.time.nanos());
      liar.tick();
      world.time.runFor(SECOND / 5);
    }
    world.time.runFor(200 * SECOND);
    assertThat(victim.core.contacts())
        .filteredOn(contact -> contact.locator().address().getAddress()[0] == 99)
        .hasSizeLessThanOrEqualTo(10);
  }

  /** Questions and answers that nobody asked for, in the name of anybody, teach a table nothing. */
  @Test
  void whoSpeaksUnaskedIsNotLearned() {
    Node victim = world.any();
    List<Contact> before = victim.core.contacts();
    for (int i = 0; i < 500; i++) {
      Locator.Ip spoofed = new Locator.Ip(DhtWorld.ip(100, 1 + i / 200, i % 200, 1), 6881);
      Answer answer = Answer.of(world.anyId());
      victim.core.received(
          new Krpc.Reply(new byte[] {1, 2, 3, 4}, answer, Optional.of(victim.locator())),
          spoofed,
          world.time.nanos());
      Krpc.Query query =
          new Krpc.Query(new byte[] {1}, world.anyId(), false, false, new Question.Ping());
      victim.core.received(query, spoofed, world.time.nanos());
      victim.tick();
    }
    world.time.runFor(60 * SECOND);
    assertThat(victim.core.contacts()).containsAll(before);
    assertThat(victim.core.contacts())
        .noneMatch(contact -> contact.locator().address().getAddress()[0] == 100);
  }

  /** A token is of use to the address and the target that it was given for, and to no other. */
  @Test
  void aTokenIsOfNoUseElsewhere() {
    Node keeper = world.any();
    Node asker = world.nodes.getFirst() == keeper ? world.nodes.getLast() : world.nodes.getFirst();
    NodeId mine = world.anyId();
    NodeId other = world.anyId();
    byte[][] token = {{}};
    Contact contact = new Contact(keeper.core.id(), keeper.locator());
    asker.core.search(
        mine,
        new Question.GetPeers(mine, Want.UNSAID, false, false),
        1,
        new SearchListener() {
          @Override
          public void answered(Contact node, Optional<Contact> by, Answer answer, long nanos) {
            token[0] = node.equals(contact) ? answer.token() : token[0];
          }

          @Override
          public void done(List<Found> found) {}
        },
        world.time.nanos());
    asker.tick();
    world.time.runFor(20 * SECOND);
    if (token[0].length == 0) {
      return; // the lookup did not pass by the keeper: another seed would
    }
    assertThat(announce(asker, contact, other, token[0])).isFalse();
    assertThat(announce(asker, contact, mine, token[0])).isTrue();
    Node thief = world.nodes.get(5) == keeper ? world.nodes.get(6) : world.nodes.get(5);
    assertThat(announce(thief, contact, mine, token[0])).isFalse();
  }

  private boolean announce(Node by, Contact to, NodeId hash, byte[] token) {
    Boolean[] taken = {null};
    by.core.ask(
        to,
        new Question.AnnouncePeer(hash, 7000, false, token, false),
        it -> taken[0] = it,
        world.time.nanos());
    by.tick();
    world.time.runFor(20 * SECOND);
    return taken[0];
  }

  /** Ids as close to a key as BEP 42 lets an address have them do not keep others from it. */
  @ParameterizedTest
  @ValueSource(ints = {8, 20})
  void sybilsAroundAKeyDoNotHideIt(int sybils) {
    NodeId key = world.anyId();
    for (int i = 0; i < sybils; i++) {
      Node sybil = world.add(DhtWorld.ip(130 + i, 1, 7, 1), key.bytes());
      sybil.hostile = true;
      sybil.core.introduce(world.nodes.getFirst().locator(), answered -> {}, world.time.nanos());
      sybil.tick();
    }
    world.time.runFor(120 * SECOND);
    Node holder = world.nodes.get(3);
    assertThat(world.announce(holder, key, 7000)).isPositive();
    int found = 0;
    for (int i = 0; i < 20; i++) {
      Question question = new Question.GetPeers(key, Want.UNSAID, false, false);
      found += world.nodes.get(20 + i).search(key, question, 3).peers.isEmpty() ? 0 : 1;
    }
    System.out.printf("%d sybils around a key: %d of 20 find it%n", sybils, found);
    assertThat(found).isEqualTo(20);
  }
}
