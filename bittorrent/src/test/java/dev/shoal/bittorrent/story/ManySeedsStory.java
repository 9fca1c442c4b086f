package dev.shoal.bittorrent.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.world.PathQuality;
import dev.shoal.world.Rates;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Swarms as chance makes them: loss, delay, slow lines, peers that leave, lie now and then or give
 * nothing. Whoever stays completes, and nothing that must hold is ever broken.
 */
class ManySeedsStory {
  private static final int SEEDS = 500;

  @Test
  @Tag("all")
  void whoeverStaysCompletes() {
    long first = new SplittableRandom().nextLong(1 << 30);
    System.out.println("seeds from " + first);
    LongStream.range(first, first + SEEDS).parallel().forEach(ManySeedsStory::run);
  }

  @Test
  void aFewOfThem() {
    LongStream.range(0, 6).forEach(ManySeedsStory::run);
  }

  private static void run(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int leechers = random.nextInt(2, 9);
    int liars = random.nextInt(3);
    StorySwarm swarm =
        StorySwarm.of(random.nextInt(1, 1 << 20))
            .seeders(random.nextInt(1, 3))
            .slyLiars(liars, random.nextInt(1, 20))
            .leechers(leechers)
            .rates(new Rates(random.nextInt(1 << 17, 1 << 22), random.nextInt(1 << 17, 1 << 22)))
            .path(
                PathQuality.delayed(random.nextInt(1, 100_000_000))
                    .jittery(random.nextInt(50_000_000))
                    .lossy(random.nextDouble(0.03)))
            .begin(seed);
    List<Integer> staying = new ArrayList<>(IntStream.range(0, leechers).boxed().toList());
    if (random.nextBoolean()) {
      swarm.leecher(staying.getLast()).rideFree();
    }
    swarm.runFor(random.nextInt(3));
    for (int gone = random.nextInt(leechers); gone > 0; gone--) {
      swarm.leecher(staying.removeFirst()).vanish();
    }
    assertThat(swarm.complete(3600, staying.stream().mapToInt(i -> i).toArray()))
        .as("all of seed %d", seed)
        .isTrue();
    List<InetAddress> honest = swarm.honest();
    for (int i : staying) {
      assertThat(swarm.leecher(i).honest()).as("haves of seed %d", seed).isTrue();
      assertThat(swarm.leecher(i).banned())
          .as("bans of seed %d", seed)
          .doesNotContainAnyElementsOf(honest);
    }
  }
}
