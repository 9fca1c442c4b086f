package dev.shoal.bittorrent.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Hash;
import dev.shoal.bittorrent.extension.MetadataFetch.Result;
import dev.shoal.testkit.Noise;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetadataFetchTest {
  private static final byte[] INFO = new Noise(1).bytes(40_000);
  private static final long SECOND = 1_000_000_000L;

  private final MetadataFetch fetch = new MetadataFetch(Hash.sha1(INFO));
  private final List<String> asked = new ArrayList<>();

  private void ask(Integer source, int block) {
    asked.add(source + ":" + block);
  }

  private static byte[] block(int block) {
    return Arrays.copyOfRange(INFO, block * 16_384, Math.min(INFO.length, (block + 1) * 16_384));
  }

  @Test
  void allBlocksOfOneSourceMakeTheMetadata() {
    fetch.offered(7, INFO.length, 0, this::ask);
    assertThat(asked).containsExactly("7:0", "7:1", "7:2");
    assertThat(fetch.block(7, 2, block(2), 0, this::ask)).isEqualTo(Result.MORE);
    assertThat(fetch.block(7, 0, block(0), 0, this::ask)).isEqualTo(Result.MORE);
    assertThat(fetch.block(7, 1, block(1), 0, this::ask)).isEqualTo(Result.DONE);
    assertThat(fetch.info()).isEqualTo(INFO);
  }

  @Test
  void aSourceThatLiesIsConvictedAndTheNextOneIsAsked() {
    fetch.offered(1, INFO.length, 0, this::ask);
    fetch.offered(2, INFO.length, 0, this::ask);
    fetch.block(1, 0, block(0), 0, this::ask);
    fetch.block(1, 1, new byte[16_384], 0, this::ask);
    assertThat(fetch.block(1, 2, block(2), 0, this::ask)).isEqualTo(Result.WRONG);
    assertThat(asked).endsWith("2:0", "2:1", "2:2");
  }

  @Test
  void oneThatGivesNothingIsNotWaitedForLong() {
    fetch.offered(1, INFO.length, 0, this::ask);
    fetch.offered(2, INFO.length, 0, this::ask);
    fetch.tick(SECOND / 10, this::ask);
    assertThat(asked).doesNotContain("2:0");
    assertThat(fetch.deadline()).isLessThanOrEqualTo(SECOND / 4);
    fetch.tick(SECOND / 4, this::ask);
    assertThat(asked).contains("2:0");
    fetch.block(1, 0, block(0), SECOND, this::ask);
    fetch.block(1, 1, block(1), SECOND, this::ask);
    assertThat(fetch.block(1, 2, block(2), SECOND, this::ask)).isEqualTo(Result.DONE);
  }

  @Test
  void aSlowSourceLosesItsTurn() {
    for (int source = 1; source <= 5; source++) {
      fetch.offered(source, INFO.length, 0, this::ask);
    }
    for (int tick = 1; tick < 15; tick++) {
      fetch.tick(tick * SECOND / 4, this::ask);
    }
    assertThat(asked).as("four turns at a time").contains("4:0").doesNotContain("5:0");
    fetch.tick(4 * SECOND, this::ask);
    assertThat(asked).contains("5:0");
    assertThat(fetch.block(1, 0, block(0), 5 * SECOND, this::ask))
        .as("late")
        .isEqualTo(Result.MORE);
  }

  @Test
  void liarsWhoPromiseMuchDoNotFillTheMemory() {
    for (int source = 1; source <= 3; source++) {
      fetch.offered(source, MetadataFetch.MAX_SIZE, 0, this::ask);
    }
    fetch.tick(SECOND, this::ask);
    fetch.tick(2 * SECOND, this::ask);
    assertThat(asked).contains("1:0", "2:0").doesNotContain("3:0");
  }

  @Test
  void impossibleSizesAreNoOffer() {
    fetch.offered(1, -1, 0, this::ask);
    fetch.offered(1, 0, 0, this::ask);
    fetch.offered(1, MetadataFetch.MAX_SIZE + 1, 0, this::ask);
    assertThat(asked).isEmpty();
  }

  @Test
  void whenASourceLeavesItsBlocksAreAskedOfAnother() {
    fetch.offered(1, INFO.length, 0, this::ask);
    fetch.without(1, SECOND, this::ask);
    fetch.offered(3, INFO.length, 2 * SECOND, this::ask);
    assertThat(asked).endsWith("3:0", "3:1", "3:2");
  }

  @Test
  void whatIsThereIsNotFetchedAgain() {
    fetch.offered(7, INFO.length, 0, this::ask);
    for (int block = 0; block < 3; block++) {
      fetch.block(7, block, block(block), 0, this::ask);
    }
    asked.clear();
    fetch.offered(8, INFO.length, 0, this::ask); // its content is not described yet
    fetch.tick(60 * SECOND, this::ask);
    assertThat(asked).isEmpty();
    assertThat(fetch.deadline()).isEqualTo(Long.MAX_VALUE);
    assertThat(fetch.info()).isEqualTo(INFO);
  }

  @Test
  void aTrickleDoesNotHoldTheTurn() {
    byte[] much = new Noise(2).bytes(1 << 20);
    MetadataFetch large = new MetadataFetch(Hash.sha1(much));
    for (int source = 1; source <= 5; source++) {
      large.offered(source, much.length, 0, this::ask);
    }
    for (int block = 0; block < 10 && !asked.contains("5:0"); block++) {
      long nanos = 3L * block * SECOND; // each comes within the patience for one
      byte[] bytes = Arrays.copyOfRange(much, block << 14, (block + 1) << 14);
      for (int source = 1; source <= 4; source++) {
        large.tick(nanos + SECOND / 4 * (source - 1), this::ask);
        large.block(source, block, bytes, nanos + SECOND, this::ask);
      }
      large.tick(nanos + 2 * SECOND, this::ask);
    }
    assertThat(asked).contains("5:0");
  }

  @Test
  void whoPromisesAnotherSizeThanMostComesLast() {
    fetch.offered(1, INFO.length, 0, this::ask);
    fetch.offered(2, MetadataFetch.MAX_SIZE, 0, this::ask);
    fetch.offered(3, INFO.length, 0, this::ask);
    fetch.without(1, 0, this::ask);
    assertThat(asked).contains("3:0").doesNotContain("2:0");
  }
}
