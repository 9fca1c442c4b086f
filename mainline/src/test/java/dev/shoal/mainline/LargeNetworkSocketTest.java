package dev.shoal.mainline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.host.Overlay;
import dev.shoal.kademlia.Tuning;
import dev.shoal.testkit.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nodes with real sockets, each in a /24 of its own of 127.0.0.0/8, with all defences on: they join
 * through one, find what was announced, and still do when half of them stop at once.
 */
class LargeNetworkSocketTest {
  private static final int AT_ONCE = 8;

  /** Where half are gone, a lookup waits for them: many at once cost little. */
  private static final int WAITING_AT_ONCE = 48;

  private record Member(UdpHost host, MainlineNode node) {}

  private final ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
  private int atOnce = AT_ONCE;
  private final Random random = new Random(2026);
  private final List<Member> members = new ArrayList<>();

  @AfterEach
  void end() {
    members.forEach(LargeNetworkSocketTest::stop);
    timers.shutdownNow();
  }

  private static void stop(Member member) {
    member.node.close();
    member.host.close();
  }

  private void join(int number) {
    List<Locator.Ip> first = number == 0 ? List.of() : List.of(members.getFirst().host.locator());
    UdpHost host =
        new UdpHost("127." + (1 + number / 250) + "." + (1 + number % 250) + ".1", timers, first);
    MainlineNode node = new MainlineNode(host, Tuning.MAINLINE);
    members.add(new Member(host, node));
    host.receive(node);
    node.opened();
    if (number > 0) {
      Await.holds(
          Duration.ofSeconds(20),
          () -> "node " + number + " knows nobody",
          () -> !node.standing().getFirst().contacts().isEmpty());
    }
  }

  @Test
  void twoHundred() throws Exception {
    run(200, 100, 500);
  }

  @Test
  @Tag("all")
  void twoThousand() throws Exception {
    run(2000, 1000, 5000);
  }

  private void run(int nodes, int contents, int lookups) throws Exception {
    long begun = System.nanoTime();
    IntStream.range(0, nodes).forEach(this::join);
    Await.holds(
        Duration.ofMinutes(2),
        () -> "not all have joined",
        () -> members.stream().skip(1).allMatch(it -> it.node.standing().getFirst().joined()));
    System.out.printf("%d joined in %.1f s%n", nodes, (System.nanoTime() - begun) / 1e9);
    List<Hash> hashes = new ArrayList<>();
    List<Member> holders = new ArrayList<>();
    for (int i = 0; i < contents; i++) {
      byte[] hash = new byte[20];
      random.nextBytes(hash);
      hashes.add(Hash.of(hash));
      holders.add(any());
    }
    AtomicInteger stored = new AtomicInteger();
    AtomicInteger again = new AtomicInteger();
    all(
        IntStream.range(0, contents)
            .<Callable<Void>>mapToObj(i ->
                () -> {
                  stored.addAndGet(announce(holders.get(i), hashes.get(i), again) ? 1 : 0);
                  return null;
                })
            .toList());
    assertThat(stored).hasValue(contents);
    assertThat(again).hasValueLessThanOrEqualTo(contents / 100);
    assertThat(found("all", hashes, holders, lookups)).isGreaterThanOrEqualTo(0.995);

    List<Member> shuffled = new ArrayList<>(members);
    Collections.shuffle(shuffled, random);
    List<Member> gone = shuffled.subList(0, nodes / 2);
    gone.forEach(LargeNetworkSocketTest::stop);
    members.removeAll(gone);
    List<Hash> living = new ArrayList<>();
    List<Member> there = new ArrayList<>();
    for (int i = 0; i < contents; i++) {
      if (members.contains(holders.get(i))) {
        living.add(hashes.get(i));
        there.add(holders.get(i));
      }
    }
    atOnce = WAITING_AT_ONCE;
    int some = Math.max(500, lookups / 5);
    assertThat(found("half are gone", living, there, some)).isGreaterThanOrEqualTo(0.995);
  }

  /**
   * What reached nobody is announced once more, as {@link MainlineSource} does it: on a machine
   * that is busy with something else all these nodes may stand still for seconds.
   */
  private static boolean announce(Member holder, Hash hash, AtomicInteger again) {
    if (holder.node.announce(hash, 0) > 0) {
      return true;
    }
    again.incrementAndGet();
    return holder.node.announce(hash, 0) > 0;
  }

  private Member any() {
    return members.get(random.nextInt(members.size()));
  }

  /** The part of lookups, of any of these by any node, that find who announced it. */
  private double found(String when, List<Hash> hashes, List<Member> holders, int lookups)
      throws Exception {
    AtomicInteger found = new AtomicInteger();
    List<Long> firsts = Collections.synchronizedList(new ArrayList<>());
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < lookups; i++) {
      int which = random.nextInt(hashes.size());
      Member asker = any();
      Locator.Ip holder = holders.get(which).host.locator();
      tasks.add(() -> {
        long[] first = {-1};
        Overlay.Journey journey =
            asker.node.peers(
                hashes.get(which),
                step ->
                    first[0] = first[0] < 0 && !step.peers().isEmpty() ? step.atNanos() : first[0]);
        found.addAndGet(journey.peers().contains(holder) ? 1 : 0);
        if (first[0] >= 0) {
          firsts.add(first[0]);
        }
        return null;
      });
    }
    all(tasks);
    Collections.sort(firsts);
    System.out.printf(
        "%s: %d of %d found, first answer in %.1f ms (median), %.1f ms (99 of 100)%n",
        when,
        found.get(),
        lookups,
        firsts.get(firsts.size() / 2) / 1e6,
        firsts.get(firsts.size() * 99 / 100) / 1e6);
    return (double) found.get() / lookups;
  }

  private void all(List<Callable<Void>> tasks) throws Exception {
    try (ExecutorService workers = Executors.newFixedThreadPool(atOnce)) {
      for (var task : workers.invokeAll(tasks)) {
        task.get();
      }
    }
  }
}
