package dev.shoal.simulator.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Watcher;
import dev.shoal.simulator.report.Report;
import org.junit.jupiter.api.Test;

class DiscoveryStory {
  private static Parameters told() {
    return Parameters.of(Setup.parameters())
        .with("nodes", "40")
        .with("discovery.peers", "60")
        .with("discovery.swarms", "3")
        .with("discovery.minutes", "12")
        .with("discovery.stay", "5");
  }

  @Test
  void whoComesAfterTheTrackersDeathHasOnlyTheDht() {
    Report report = new DiscoveryScenario().run(told(), Watcher.NOBODY);
    assertThat(report.figure("foundTracker").value()).isGreaterThan(75);
    assertThat(report.figure("foundDht").value()).isGreaterThan(75);
    assertThat(report.figure("foundBoth").value()).isGreaterThan(75);
    assertThat(report.figure("lateFoundTracker").value()).isZero();
    assertThat(report.figure("lateFoundDht").value()).isGreaterThan(85);
    assertThat(report.figure("lateFoundBoth").value()).isGreaterThan(85);
    assertThat(report.figure("knowAtEndTracker").value())
        .isLessThan(report.figure("knowAtEndBoth").value() / 2);
    // Two round trips and a third by which the other is reached, of a quarter of a second each.
    assertThat(report.figure("firstTracker").value()).isBetween(100.0, 1000.0);
    assertThat(report.figure("firstBoth").value())
        .isLessThanOrEqualTo(report.figure("firstDht").value());
  }

  @Test
  void moreSwarmsAreMoreWorkForTheTrackerAndNotForTheBusiestNode() {
    Parameters few = told().with("discovery.minutes", "8").with("discovery.peers", "16");
    Parameters many = few.with("nodes", "80").with("discovery.peers", "96");
    Report first = new DiscoveryScenario().run(few.with("discovery.swarms", "2"), Watcher.NOBODY);
    Report second =
        new DiscoveryScenario().run(many.with("discovery.swarms", "12"), Watcher.NOBODY);
    double tracker = second.figure("loadTracker").value() / first.figure("loadTracker").value();
    double node = second.figure("busiestDht").value() / first.figure("busiestDht").value();
    assertThat(tracker).isGreaterThan(4);
    assertThat(node).isLessThan(tracker / 2);
  }

  @Test
  void oneSeedIsOneStory() {
    Parameters told = told().with("discovery.minutes", "4").with("discovery.peers", "20");
    Report first = new DiscoveryScenario().run(told, Watcher.NOBODY);
    Report second = new DiscoveryScenario().run(told, Watcher.NOBODY);
    assertThat(second).isEqualTo(first);
    long byReference =
        new DiscoveryScenario().run(told.with("by-reference", "yes"), Watcher.NOBODY).trace();
    assertThat(byReference).isEqualTo(first.trace());
  }
}
