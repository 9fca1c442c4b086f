package dev.shoal.bittorrent.choke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.bittorrent.choke.Choker.Claimant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChokerTest {
  @Test
  void aFewAreAllServed() {
    Choker choker = new Choker(new SplittableRandom(1));
    List<Claimant> few =
        IntStream.range(0, 9).mapToObj(i -> new Claimant(i, 0, -1, false)).toList();
    assertThat(choker.round(few, false)).hasSize(9);
  }

  @Test
  void aDownloaderServesWhoGivesMostAndOneMore() {
    Choker choker = new Choker(new SplittableRandom(1));
    List<Claimant> many =
        IntStream.range(0, 30).mapToObj(i -> new Claimant(i, i * 100L, -1, false)).toList();
    Set<Integer> served = choker.round(many, false);
    assertThat(served).hasSize(Choker.SLOTS + 1).contains(29, 28, 27, 26, 25, 24, 23, 22);
  }

  @Test
  void theOptimisticSlotStaysForThreeRoundsAndThenMovesOn() {
    Choker choker = new Choker(new SplittableRandom(1));
    List<Claimant> many =
        IntStream.range(0, 60).mapToObj(i -> new Claimant(i, i * 100L, -1, false)).toList();
    List<Set<Integer>> rounds = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      rounds.add(choker.round(many, false));
    }
    assertThat(rounds.subList(0, 3)).containsOnly(rounds.get(0));
    assertThat(rounds.subList(3, 6)).containsOnly(rounds.get(3));
    assertThat(rounds.get(3)).isNotEqualTo(rounds.get(0));
  }

  @Test
  void aSeederServesEverybodyInTurn() {
    Choker choker = new Choker(new SplittableRandom(1));
    Map<Integer, Long> last = new HashMap<>();
    for (long round = 0; round < 5; round++) {
      List<Claimant> many =
          IntStream.range(0, 32)
              .mapToObj(i -> new Claimant(i, 0, last.getOrDefault(i, -1L), false))
              .toList();
      long now = round;
      choker.round(many, true).forEach(source -> last.put(source, now));
    }
    assertThat(last).as("32 peers in 5 rounds of 8 and one").hasSize(32);
  }
}
