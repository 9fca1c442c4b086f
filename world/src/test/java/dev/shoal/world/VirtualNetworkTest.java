package dev.shoal.world;

import static dev.shoal.world.Net.MILLI;
import static dev.shoal.world.Net.MINUTE;
import static dev.shoal.world.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class VirtualNetworkTest {
  @Test
  void oneSeedIsOneStoryAndAnotherSeedAnother() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Net first = story(seed);
    Net second = story(seed);
    assertThat(second.network.traceHash()).isEqualTo(first.network.traceHash());
    assertThat(second.time.events()).isEqualTo(first.time.events());
    assertThat(story(seed + 1).network.traceHash()).isNotEqualTo(first.network.traceHash());
  }

  /** Everybody sends to everybody over bad paths, while hosts come and go. */
  private static Net story(long seed) {
    PathQuality bad = PathQuality.delayed(20 * MILLI).jittery(30 * MILLI).lossy(0.02);
    Net net = new Net(seed, new Rates(1_000_000, 2_000_000), bad);
    RandomGenerator random = Net.random(seed);
    List<VirtualHost> hosts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      hosts.add(net.host());
      hosts.getLast().listen(Net.PORT, pipe -> new Ending(net.time, 0).onConnected(pipe));
    }
    for (VirtualHost from : hosts) {
      for (VirtualHost to : hosts) {
        net.time.schedule(random.nextLong(SECOND), () -> net.send(from, to, 100_000));
      }
    }
    net.time.schedule(SECOND, hosts.get(1)::crash);
    net.time.schedule(2 * SECOND, hosts.get(2)::vanish);
    net.time.schedule(3 * SECOND, () -> net.network.partition(hosts.subList(3, 5)));
    net.time.schedule(9 * SECOND, net.network::heal);
    net.time.runFor(2 * MINUTE);
    return net;
  }
}
