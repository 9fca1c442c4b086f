package dev.shoal.bittorrent.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.world.PathQuality;
import dev.shoal.world.Rates;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Swarms on virtual time: the cores of the product, a network of the test's making. */
class SwarmStory {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void oneSeederGivesToOneLeecherAtTheRateOfTheLine() {
    StorySwarm swarm =
        StorySwarm.of(8 << 20).seeders(1).leechers(1).rates(new Rates(1 << 20, 8 << 20)).begin(1);
    assertThat(swarm.allComplete(60)).isTrue();
    assertThat(swarm.leecher(0).completedAt()).isBetween(8 * SECOND, 10 * SECOND);
    assertThat(swarm.leecher(0).firstByteAt()).isLessThan(SECOND);
  }

  @Test
  void aLeecherThatKnowsOnlyTheHashFetchesTheMetadataFirst() {
    StorySwarm swarm = StorySwarm.of(1 << 20).seeders(1).magnetLeechers(2).begin(2);
    assertThat(swarm.allComplete(60)).isTrue();
  }

  @Test
  void leechersPassOnWhatTheyHave() {
    StorySwarm swarm =
        StorySwarm.of(4 << 20).seeders(1).leechers(8).rates(new Rates(1 << 20, 4 << 20)).begin(3);
    assertThat(swarm.allComplete(120)).isTrue();
    long last = swarm.lastCompletedAt();
    assertThat(last).as("a server alone would take 32 s").isLessThan(14 * SECOND);
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void lossAndDelayAreBorne(long seed) {
    StorySwarm swarm =
        StorySwarm.of(2 << 20)
            .seeders(2)
            .leechers(4)
            .path(PathQuality.delayed(40_000_000).jittery(20_000_000).lossy(0.01))
            .begin(seed);
    assertThat(swarm.allComplete(600)).isTrue();
  }

  @Test
  void theSeederLeavesOnceEveryPieceIsOutAndTheSwarmCompletes() {
    StorySwarm swarm =
        StorySwarm.of(2 << 20).seeders(1).leechers(6).rates(new Rates(1 << 20, 1 << 20)).begin(7);
    assertThat(swarm.runUntil(StorySwarm::everyPieceIsOut, 60)).isTrue();
    swarm.seeder(0).vanish();
    assertThat(swarm.allComplete(900)).isTrue();
  }

  @Test
  void leechersThatVanishTakeNothingWithThem() {
    StorySwarm swarm = StorySwarm.of(4 << 20).seeders(1).leechers(6).begin(8);
    swarm.runFor(2);
    swarm.leecher(0).vanish();
    swarm.leecher(1).vanish();
    assertThat(swarm.complete(600, 2, 3, 4, 5)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10, 11})
  void liarsAreFoundAndBannedAndTheHonestSeederIsNot(long seed) {
    StorySwarm swarm = StorySwarm.of(2 << 20).seeders(1).liars(4).leechers(1).begin(seed);
    assertThat(swarm.allComplete(300)).isTrue();
    assertThat(swarm.leecher(0).banned()).hasSize(4).doesNotContain(swarm.seeder(0).address());
  }

  @ParameterizedTest
  @ValueSource(longs = {12, 13, 14})
  void whoSpoilsABlockNowAndThenIsFoundThoughSeveralFilledThePiece(long seed) {
    StorySwarm swarm =
        StorySwarm.of(8 << 20)
            .seeders(3)
            .slyLiars(1, 40)
            .leechers(1)
            .rates(new Rates(1 << 20, 4 << 20))
            .begin(seed);
    assertThat(swarm.allComplete(300)).isTrue();
    assertThat(swarm.leecher(0).banned()).containsExactly(swarm.seeder(3).address());
  }

  @Test
  void aSuperSeederGivesEachPieceLittleMoreThanOnce() {
    StorySwarm swarm =
        StorySwarm.of(4 << 20)
            .seeders(1)
            .superSeeding()
            .leechers(6)
            .rates(new Rates(1 << 20, 4 << 20))
            .begin(15);
    assertThat(swarm.runUntil(StorySwarm::everyPieceIsOut, 120)).isTrue();
    assertThat(swarm.seeder(0).uploaded()).isLessThan((4 << 20) * 5L / 4);
    assertThat(swarm.allComplete(120)).isTrue();
  }

  /** A film of half the rate of what the seeders give together, two of which are far too slow. */
  @ParameterizedTest
  @ValueSource(longs = {16, 17, 18})
  void whatIsFetchedInOrderCanBeWatchedMeanwhile(long seed) {
    int rate = 1 << 20;
    StorySwarm swarm =
        StorySwarm.of(32 << 20)
            .seeders(5)
            .slowSeeders(2, new Rates(rate / 16, rate))
            .leechers(1)
            .playing()
            .rates(new Rates(rate, 8 << 20))
            .path(PathQuality.delayed(20_000_000))
            .begin(seed);
    assertThat(swarm.allComplete(120)).isTrue();
    double pieceNanos = SECOND * (1 << 17) / (3.0 * rate / 2);
    swarm
        .leecher(0)
        .verifiedAt()
        .forEach((piece, at) ->
            assertThat((double) at)
                .as("piece %d", piece)
                .isLessThan(4.0 * SECOND + piece * pieceNanos));
  }

  @Test
  void oneSeedIsOneRun() {
    long first = story(10);
    assertThat(story(10)).isEqualTo(first);
    assertThat(story(11)).isNotEqualTo(first);
  }

  private static long story(long seed) {
    StorySwarm swarm =
        StorySwarm.of(1 << 20)
            .seeders(1)
            .leechers(3)
            .path(PathQuality.delayed(5_000_000))
            .begin(seed);
    assertThat(swarm.allComplete(120)).isTrue();
    return swarm.traceHash();
  }

  @Test
  @Tag("all")
  void fiftyPeers() {
    StorySwarm swarm =
        StorySwarm.of(8 << 20)
            .seeders(1)
            .leechers(50)
            .rates(new Rates(2 << 20, 8 << 20))
            .path(PathQuality.delayed(20_000_000).lossy(0.002))
            .begin(12);
    assertThat(swarm.allComplete(900)).isTrue();
    assertThat(swarm.wasted()).as("bytes that came twice").isLessThan(50L * (1 << 19));
  }

  @ParameterizedTest
  @Tag("all")
  @ValueSource(longs = {20, 21, 22, 23, 24, 25, 26, 27, 28, 29})
  void manySeedsOfABadNetwork(long seed) {
    StorySwarm swarm =
        StorySwarm.of(1 << 20)
            .seeders(2)
            .liars(1)
            .leechers(10)
            .path(PathQuality.delayed(100_000_000).jittery(80_000_000).lossy(0.03))
            .begin(seed);
    assertThat(swarm.allComplete(1800)).isTrue();
  }
}
