package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Problem;
import dev.shoal.cli.report.Followed;
import dev.shoal.host.Progress;
import dev.shoal.host.Progress.Phase;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class GoalsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Optional<Long> NOT_YET = Optional.empty();

  private final Followed transfer = new Followed("x", 2, 0);

  private static Progress progress(Phase phase, long done, long uploaded, int peers, int copies) {
    return new Progress(phase, done, 100, 0, 0, done, uploaded, peers, 0, 7, copies);
  }

  private static Goals.Get get(boolean keepSeeding, OptionalDouble ratio, Optional<Duration> time) {
    return new Goals.Get(
        "shoal get x", "", Optional.of(Duration.ofSeconds(60)), keepSeeding, ratio, time);
  }

  private static final Goals.Get PLAIN = get(false, OptionalDouble.empty(), Optional.empty());

  private Problem.Kind endOf(Progress progress, long nanos) {
    Problem[] problem = new Problem[1];
    assertThatThrownBy(() -> PLAIN.reached(transfer, progress, NOT_YET, nanos))
        .isInstanceOfSatisfying(Problem.class, e -> problem[0] = e);
    return problem[0].kind();
  }

  @Test
  void aMinuteWithoutAnybodyIsEnough() {
    Progress nobody = progress(Phase.FINDING_PEERS, 0, 0, 0, 0);
    transfer.on(nobody, SECOND);
    assertThat(PLAIN.reached(transfer, nobody, NOT_YET, 59 * SECOND)).isFalse();
    assertThat(endOf(nobody, 60 * SECOND)).isEqualTo(Problem.Kind.NO_PEERS);
    Progress begun = progress(Phase.FINDING_PEERS, 10, 0, 0, 0);
    assertThat(endOf(begun, 60 * SECOND)).isEqualTo(Problem.Kind.UNFINISHED);
  }

  @Test
  void itIsCountedFromTheLastPeerAndNotWhileChecking() {
    transfer.on(progress(Phase.DOWNLOADING, 10, 0, 1, 0), 50 * SECOND);
    transfer.on(progress(Phase.CHECKING, 10, 0, 0, 0), 70 * SECOND);
    Progress nobody = progress(Phase.FINDING_PEERS, 10, 0, 0, 0);
    assertThat(PLAIN.reached(transfer, nobody, NOT_YET, 129 * SECOND)).isFalse();
    assertThat(endOf(nobody, 130 * SECOND)).isEqualTo(Problem.Kind.UNFINISHED);
  }

  @Test
  void waitNeverGivesUp() {
    var patient =
        new Goals.Get("x", "", Optional.empty(), false, OptionalDouble.empty(), Optional.empty());
    Progress nobody = progress(Phase.FINDING_PEERS, 0, 0, 0, 0);
    assertThat(patient.reached(transfer, nobody, NOT_YET, Long.MAX_VALUE)).isFalse();
  }

  @Test
  void aCompleteDownloadEndsUnlessItIsToSeed() {
    Progress done = progress(Phase.SEEDING, 100, 0, 0, 0);
    assertThat(PLAIN.reached(transfer, done, Optional.of(0L), 0)).isTrue();
    var seeding = get(true, OptionalDouble.empty(), Optional.empty());
    assertThat(seeding.reached(transfer, done, Optional.of(Long.MAX_VALUE), 0)).isFalse();
  }

  @Test
  void seedingEndsByRatioOrTime() {
    var half = get(true, OptionalDouble.of(0.5), Optional.empty());
    assertThat(half.reached(transfer, progress(Phase.SEEDING, 100, 49, 1, 0), Optional.of(1L), 1))
        .isFalse();
    assertThat(half.reached(transfer, progress(Phase.SEEDING, 100, 50, 1, 0), Optional.of(1L), 1))
        .isTrue();
    var minute = get(false, OptionalDouble.empty(), Optional.of(Duration.ofMinutes(1)));
    Progress done = progress(Phase.SEEDING, 100, 0, 1, 0);
    assertThat(minute.reached(transfer, done, Optional.of(59 * SECOND), 1)).isFalse();
    assertThat(minute.reached(transfer, done, Optional.of(60 * SECOND), 1)).isTrue();
  }

  @Test
  void aShareEndsByCopiesOrTime() {
    var twice = new Goals.Share(OptionalInt.of(2), Optional.of(Duration.ofSeconds(9)), 0);
    Progress once = progress(Phase.SEEDING, 100, 100, 1, 1);
    assertThat(twice.reached(transfer, once, NOT_YET, 8 * SECOND)).isFalse();
    assertThat(twice.reached(transfer, once, NOT_YET, 9 * SECOND)).isTrue();
    assertThat(twice.reached(transfer, progress(Phase.SEEDING, 100, 200, 1, 2), NOT_YET, 1))
        .isTrue();
    var forEver = new Goals.Share(OptionalInt.empty(), Optional.empty(), 0);
    assertThat(forEver.reached(transfer, once, NOT_YET, Long.MAX_VALUE)).isFalse();
  }
}
