package dev.shoal.simulator.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shoal.base.Problem;
import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Scenario;
import dev.shoal.simulator.Watcher;
import dev.shoal.simulator.report.Chart;
import dev.shoal.simulator.report.Report;
import dev.shoal.simulator.report.Spread;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** The swarm held against the theory (Kumar and Ross 2006), with few peers and a small file. */
class SwarmScenarioTest {
  private static Parameters small() {
    return Parameters.of(new SwarmScenario().parameters())
        .with("swarm.size", "8MiB")
        .with("swarm.piece", "128KiB")
        .with("swarm.arrival.seconds", "0")
        .with("swarm.sweep", "-");
  }

  private static Report run(Parameters parameters) {
    return new SwarmScenario().run(parameters, Watcher.NOBODY);
  }

  private static double figure(Report report, String name) {
    return report.figure(name).value();
  }

  @Test
  void itIsFoundByItsName() {
    assertThat(ServiceLoader.load(Scenario.class).stream())
        .anyMatch(it -> it.type() == SwarmScenario.class);
  }

  @Test
  void noSwarmBeatsTheFluidAndNoneIsFarFromIt() {
    for (int peers : new int[] {1, 7, 30}) {
      Report report = run(small().with("nodes", "" + peers));
      assertThat(figure(report, "complete")).isEqualTo(100);
      assertThat(figure(report, "overBound")).as("%d peers", peers).isBetween(1.0, 2.0);
      assertThat(figure(report, "wasted")).isLessThan(10);
    }
  }

  @Test
  void linesOfManyKindsAreSharedWithinTheirRates() {
    Report report =
        run(
            small()
                .with("nodes", "30")
                .with("swarm.up", "64KiB*2, 256KiB*2, 2MiB*1")
                .with("swarm.down", "256KiB, 1MiB, 8MiB"));
    assertThat(figure(report, "complete")).isEqualTo(100);
    assertThat(figure(report, "overBound")).isBetween(1.0, 3.0);
  }

  @Test
  void theServersTimeGrowsWithThePeersAndTheirOwnHardly() {
    Report report = run(small().with("nodes", "1").with("swarm.sweep", "4,16,64"));
    Chart chart = report.charts().getFirst();
    var server = chart.series().get(1).y();
    var peers = chart.series().get(2).y();
    assertThat(chart.series().get(1).name()).isEqualTo("server, measured");
    assertThat(server.get(2) / server.get(0)).isCloseTo(16, within(2.0));
    assertThat(server.get(2)).isGreaterThanOrEqualTo(chart.series().get(0).y().get(2));
    assertThat(peers.get(2) / peers.get(0)).isLessThan(3);
    assertThat(report.tables().getFirst().rows()).hasSize(3);
  }

  /** Tit for tat (Cohen 2003); more so if who has the file leaves and gives to nobody then. */
  @Test
  void whoGivesNothingWaitsLonger() {
    Parameters some =
        small()
            .with("nodes", "40")
            .with("swarm.size", "32MiB")
            .with("swarm.up", "256KiB")
            .with("swarm.server.up", "512KiB")
            .with("swarm.freeriders", "0.25");
    double staying = 0;
    double leaving = 0;
    for (int seed : new int[] {1, 2, 3}) {
      Parameters seeded = some.with("seed", "" + seed);
      staying += figure(run(seeded), "freeRiders") / 3;
      leaving += figure(run(seeded.with("swarm.leave", "1")), "freeRiders") / 3;
    }
    assertThat(staying).isGreaterThan(1.03);
    assertThat(leaving).isGreaterThan(1.3);
  }

  @Test
  void liarsAreBannedAndEverybodyCompletes() {
    Report report = run(small().with("nodes", "20").with("swarm.liars", "0.2"));
    assertThat(figure(report, "complete")).isEqualTo(100);
    assertThat(figure(report, "bannedLiars")).isEqualTo(100);
    assertThat(figure(report, "wrongBans")).isZero();
  }

  @Test
  void aSeederThatLeavesAfterOneCopyLeavesAWholeSwarm() {
    Report report = run(small().with("nodes", "20").with("swarm.seeder.leaves", "yes"));
    assertThat(figure(report, "complete")).isEqualTo(100);
    assertThat(figure(report, "seeded")).isLessThan(3);
    assertThat(figure(report, "oneCopy")).isLessThan(figure(report, "last"));
  }

  @Test
  void peersThatComeOneByOneAndLeaveAtOnceComplete() {
    Report report =
        run(
            small()
                .with("nodes", "30")
                .with("swarm.arrival", "poisson")
                .with("swarm.arrival.seconds", "120")
                .with("swarm.leave", "1"));
    assertThat(figure(report, "complete")).isEqualTo(100);
  }

  @Test
  void aDiskAndAHashThatTakeTimeOnlyTakeTime() {
    Report report =
        run(small().with("nodes", "10").with("swarm.disk", "5").with("swarm.hash", "20"));
    assertThat(figure(report, "complete")).isEqualTo(100);
  }

  @Test
  void oneSeedIsOneRun() {
    Parameters some = small().with("nodes", "15").with("swarm.liars", "0.1");
    long first = run(some).trace();
    assertThat(run(some).trace()).isEqualTo(first);
    assertThat(run(some.with("seed", "2")).trace()).isNotEqualTo(first);
  }

  @Test
  void whatIsShownIsWithinWhatAPageCanShow() {
    Report report = run(small().with("nodes", "60").with("swarm.piece", "16KiB"));
    Spread spread = report.spread().orElseThrow();
    assertThat(spread.pieces()).isEqualTo(256);
    assertThat(spread.peers()).hasSize(40);
    assertThat(spread.frames()).hasSizeBetween(30, 60);
    assertThat(spread.frames().getLast().have()).allMatch(have -> have.cardinality() == 256);
    assertThat(report.drawing().orElseThrow().dots()).hasSize(61);
    assertThat(report.drawing().orElseThrow().lines()).isNotEmpty();
    assertThat(report.summary()).contains("All 60 peers");
  }

  @Test
  void whatMakesNoSenseIsSaidSo() {
    assertThatThrownBy(() -> run(small().with("swarm.piece", "1000")))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("swarm.piece");
    assertThatThrownBy(() -> run(small().with("swarm.up", "1MiB*x"))).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> run(small().with("swarm.arrival", "late")))
        .isInstanceOf(Problem.class);
  }

  @Test
  void itEndsWhenNobodyWantsItAnyMore() {
    assertThatThrownBy(() -> new SwarmScenario().run(small().with("nodes", "200"), state -> false))
        .isInstanceOf(Watcher.Stopped.class);
  }
}
