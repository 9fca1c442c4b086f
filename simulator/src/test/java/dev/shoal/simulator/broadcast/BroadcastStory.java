package dev.shoal.simulator.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Watcher;
import dev.shoal.simulator.report.Report;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BroadcastStory {
  private static final int NODES = 1000;
  private static final int DEGREE = 4;

  private static Parameters told() {
    return Parameters.of(Setup.parameters()).with("broadcast.queries", "8");
  }

  /** All links are equally fast, so that a query comes by the shortest way first. */
  private static FloodNetwork even() {
    Parameters told =
        told()
            .with("network.spread", "0")
            .with("network.tail", "0")
            .with("network.reordering", "0");
    return new FloodNetwork(told, NODES, DEGREE);
  }

  @Test
  void reachIsWhatTheoryHasOfRandomGraphs() {
    FloodNetwork network = even();
    Answers answers = new Answers();
    for (int i = 0; i < 30; i++) {
      answers.add(network.flood(1, 7));
    }
    for (int hops = 0; hops <= 7; hops++) {
      double reached = answers.within(hops);
      double expected = Theory.reachExpected(NODES, DEGREE, hops);
      assertThat(reached).isLessThanOrEqualTo(Theory.reachAtMost(NODES, DEGREE, hops));
      assertThat(reached).isCloseTo(expected, within(0.06 * expected));
    }
  }

  @Test
  void untilAllKnowEachNodeSendsToAllItsLinksButOne() {
    Flood flood = even().flood(1, Comparison.NO_LIMIT);
    assertThat(flood.reach()).isEqualTo(NODES);
    assertThat(flood.queries()).isEqualTo((int) Theory.messagesToAll(NODES, DEGREE));
  }

  @Test
  void hopsAreUsedUpOnLongWaysOfFastLinks() {
    FloodNetwork uneven = new FloodNetwork(told(), NODES, DEGREE);
    FloodNetwork even = even();
    int lessReached = 0;
    for (int i = 0; i < 10; i++) {
      lessReached += even.flood(1, 6).reach() - uneven.flood(1, 6).reach();
    }
    assertThat(lessReached).isPositive();
  }

  @Test
  void allNodesHaveTheirLinks() {
    int[][] links = RandomGraph.of(501, 4, new SplittableRandom(3));
    for (int node = 0; node < links.length; node++) {
      int self = node;
      assertThat(links[node]).hasSize(4).doesNotHaveDuplicates().doesNotContain(self);
      Arrays.stream(links[node]).forEach(other -> assertThat(links[other]).contains(self));
    }
  }

  @Test
  void floodingGrowsWithTheNodesAndLookupsHardly() {
    Report report = new BroadcastScenario().run(told().with("nodes", "1000"), Watcher.NOBODY);
    assertThat(report.figure("allGrowth").value()).isCloseTo(1, within(0.1));
    assertThat(report.figure("dhtGrowth").value()).isLessThan(0.3);
    assertThat(report.figure("dhtMessages").value())
        .isLessThan(report.figure("floodMessages").value() / 5);
    assertThat(report.figure("dhtSuccess").value()).isGreaterThan(85);
    assertThat(report.figure("allSuccess").value()).isEqualTo(100);
    assertThat(report.drawing().orElseThrow().dots()).hasSizeBetween(50, 300);
    assertThat(report.replays()).hasSize(2).allSatisfy(it -> assertThat(it.steps()).isNotEmpty());
  }

  @Test
  void aFloodOfFewHopsFindsWhatManyHoldAndNotWhatIsRare() {
    FloodNetwork network = new FloodNetwork(told(), NODES, DEGREE);
    Answers rare = new Answers();
    Answers popular = new Answers();
    for (int i = 0; i < 20; i++) {
      rare.add(network.flood(1, 3));
      popular.add(network.flood(NODES / 10, 3));
    }
    assertThat(rare.success()).isLessThan(30);
    assertThat(popular.success()).isGreaterThan(90);
  }

  @Test
  void oneSeedIsOneStoryWithAndWithoutBytes() {
    Parameters told = told().with("nodes", "200").with("broadcast.queries", "3");
    Report first = new BroadcastScenario().run(told, Watcher.NOBODY);
    assertThat(new BroadcastScenario().run(told, Watcher.NOBODY)).isEqualTo(first);
    long byReference =
        new BroadcastScenario().run(told.with("by-reference", "yes"), Watcher.NOBODY).trace();
    assertThat(byReference).isEqualTo(first.trace());
    long other = new BroadcastScenario().run(told.with("seed", "2"), Watcher.NOBODY).trace();
    assertThat(other).isNotEqualTo(first.trace());
  }
}
