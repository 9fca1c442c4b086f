package dev.shoal.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NetworkTest {
  /** Else a node is woken at the same time again and again, for ever. */
  @Test
  void whenAClockShowsATimeItIsNotEarlier() {
    Parameters told = Parameters.of(Networks.parameters());
    Network network = new Network(told, new SplittableRandom(1));
    for (int node = 0; node < 100; node++) {
      network.add();
    }
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 2_000_000; i++) {
      int node = random.nextInt(100);
      long shown = random.nextLong(1L << 47);
      long when = network.when(node, shown);
      assertThat(network.clock(node, when) - shown).isBetween(0L, 2L);
    }
  }
}
