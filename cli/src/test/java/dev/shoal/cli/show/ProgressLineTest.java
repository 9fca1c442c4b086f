package dev.shoal.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Bytes;
import dev.shoal.host.Progress;
import dev.shoal.host.Progress.Phase;
import dev.shoal.testkit.Property;
import org.junit.jupiter.api.Test;

/** What stands here is what a person sees: a change of it is to be seen in a review. */
class ProgressLineTest {
  private static final ProgressLine.Beside PHOTOS = new ProgressLine.Beside("photos", 3, 1, 12_000);

  private static Progress progress(Phase phase, long done, long total, long down, long up) {
    return new Progress(phase, done, total, down, up, done, up * 3, 3, 2, 5, 1);
  }

  @Test
  void downloadingInAWideTerminal() {
    Progress progress =
        progress(Phase.DOWNLOADING, 1100 * Bytes.MIB, 3200 * Bytes.MIB, 41 * Bytes.MIB, 0);
    assertThat(ProgressLine.of(progress, PHOTOS, 120))
        .isEqualTo(
            " 34% [============>                           ]"
                + "  1.07 GiB of 3.13 GiB  41.0 MiB/s  ETA 0:51  3 peers (2 seeds)");
  }

  @Test
  void downloadingWhileGiving() {
    Progress progress = progress(Phase.DOWNLOADING, 50, 100, 10, 2 * Bytes.KIB);
    assertThat(ProgressLine.of(progress, PHOTOS, 100))
        .isEqualTo(
            " 50% [============>             ]"
                + "  50 B of 100 B  10 B/s  ETA 0:05  3 peers (2 seeds)  up 2.00 KiB/s");
  }

  @Test
  void aNarrowTerminalGetsWhatMattersMost() {
    Progress progress =
        progress(Phase.DOWNLOADING, 1100 * Bytes.MIB, 3200 * Bytes.MIB, 41 * Bytes.MIB, 0);
    assertThat(ProgressLine.of(progress, PHOTOS, 60))
        .isEqualTo(" 34%  1.07 GiB of 3.13 GiB  41.0 MiB/s  ETA 0:51");
    assertThat(ProgressLine.of(progress, PHOTOS, 30)).isEqualTo(" 34%  1.07 GiB of 3.13 GiB");
    assertThat(ProgressLine.of(progress, PHOTOS, 8)).isEqualTo(" 34%  1…");
  }

  @Test
  void nothingComesIn() {
    assertThat(ProgressLine.of(progress(Phase.DOWNLOADING, 0, 100, 0, 0), PHOTOS, 60))
        .isEqualTo("  0%  0 B of 100 B  0 B/s  waiting  3 peers (2 seeds)");
  }

  @Test
  void waitingSaysForWhat() {
    Progress fresh = progress(Phase.FINDING_PEERS, 0, 0, 0, 0);
    assertThat(ProgressLine.of(fresh, PHOTOS, 100))
        .isEqualTo("looking for peers: 1 of 3 trackers answered, 5 addresses known  0:12");
    Progress begun = progress(Phase.FINDING_PEERS, 50, 100, 0, 0);
    var alone = new ProgressLine.Beside("photos", 0, 0, 61_000);
    assertThat(ProgressLine.of(begun, alone, 100))
        .isEqualTo("looking for peers: 5 addresses known  1:01  (50% here)");
    assertThat(ProgressLine.of(progress(Phase.FETCHING_METADATA, 0, 0, 0, 0), PHOTOS, 100))
        .isEqualTo("fetching metadata from 3 peers …  0:12");
  }

  @Test
  void checkingAndHashing() {
    assertThat(ProgressLine.of(progress(Phase.CHECKING, 43, 100, 0, 0), PHOTOS, 50))
        .isEqualTo("checking  43% [=======>           ]  43 B of 100 B");
    assertThat(ProgressLine.of("hashing", Bytes.GIB, 2 * Bytes.GIB, Bytes.GIB, 60))
        .isEqualTo("hashing  50% [====>      ]  1.00 GiB of 2.00 GiB  1.00 GiB/s");
  }

  @Test
  void sharing() {
    assertThat(ProgressLine.of(progress(Phase.SEEDING, 100, 100, 0, 50), PHOTOS, 100))
        .isEqualTo("sharing photos  3 peers  up 50 B/s  1 full copy  sent 150 B  100 B in all");
    assertThat(ProgressLine.of(progress(Phase.SEEDING, 100, 100, 0, 50), PHOTOS, 30))
        .isEqualTo("sharing photos  3 peers");
  }

  @Test
  void noLineIsTooLong() {
    Property.forAll(draw -> {
      int columns = draw.between(1, 200);
      Progress progress =
          new Progress(
              draw.one(java.util.List.of(Phase.values())),
              Math.abs(draw.number() / 2),
              Math.abs(draw.number() / 2),
              Math.abs(draw.number() / 2),
              Math.abs(draw.number() / 2),
              0,
              Math.abs(draw.number() / 2),
              draw.between(0, 500),
              draw.between(0, 500),
              draw.between(0, 5000),
              draw.between(0, 50));
      var beside = new ProgressLine.Beside(draw.text(), draw.between(0, 9), 0, draw.number());
      assertThat(Columns.of(ProgressLine.of(progress, beside, columns)))
          .isLessThanOrEqualTo(columns);
    });
  }
}
