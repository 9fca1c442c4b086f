package dev.shoal.world;

import static dev.shoal.world.Net.MILLI;
import static dev.shoal.world.Net.PORT;
import static dev.shoal.world.Net.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VirtualSocketTest {
  private static final int MANY = 10_000;
  private static final PathQuality PATH = PathQuality.delayed(10 * MILLI);

  private final List<Integer> arrived = new ArrayList<>();
  private long lastAt;

  private void sendNumbers(Net net, int count, int bytes) {
    VirtualHost from = net.host();
    VirtualHost to = net.host();
    to.open(
        PORT,
        (who, datagram) -> {
          assertThat(who).isEqualTo(Net.at(from));
          arrived.add(datagram.getInt());
          lastAt = net.time.elapsed();
        });
    VirtualSocket socket = from.open(PORT, (who, datagram) -> {});
    for (int i = 0; i < count; i++) {
      socket.send(Net.at(to), ByteBuffer.allocate(bytes).putInt(0, i));
      net.time.runFor(1000);
    }
    net.time.runFor(2 * SECOND);
  }

  @Test
  void arriveWithDelayInOrderOnAGoodPath() {
    sendNumbers(new Net(1, new Rates(100_000, 0), PATH), 100, 1000);
    assertThat(arrived).isEqualTo(IntStream.range(0, 100).boxed().toList());
    assertThat(lastAt).isEqualTo(SECOND + 10 * MILLI);
  }

  @Test
  void areLostDoubledAndOvertakenAsOftenAsSaid() {
    Net net = new Net(5, Rates.UNLIMITED, PATH.lossy(0.1).duplicating(0.2).reordering(0.3));
    sendNumbers(net, MANY, 10);
    long different = arrived.stream().distinct().count();
    assertThat((double) different).isCloseTo(0.9 * MANY, within(0.02 * MANY));
    assertThat((double) arrived.size()).isCloseTo(1.2 * different, within(0.02 * MANY));
    assertThat(arrived).isNotEqualTo(arrived.stream().sorted().toList());
  }

  @Test
  void areDroppedIfTooLargeForThePathTheLineOrThePort() {
    sendNumbers(new Net(1, Rates.UNLIMITED, PATH), 1, PathQuality.PERFECT.mtu() + 1);
    assertThat(arrived).isEmpty();
    Net slow = new Net(1, new Rates(1000, 0), PATH);
    sendNumbers(slow, 1000, 1000);
    slow.time.runFor(1000 * SECOND);
    assertThat(arrived).hasSizeBetween(212, 214);
    arrived.clear();
    Net slowDown = new Net(1, new Rates(0, 100_000), PATH);
    sendNumbers(slowDown, 1000, 1000);
    assertThat(arrived).hasSizeBetween(10, 13);
  }

  @Test
  void doNotPassAPartitionNorReachAClosedPort() {
    Net net = new Net(1, Rates.UNLIMITED, PATH);
    VirtualHost from = net.host();
    VirtualHost to = net.host();
    VirtualSocket target = to.open(PORT, (who, datagram) -> arrived.add(datagram.getInt()));
    VirtualSocket socket = from.open(PORT, (who, datagram) -> {});
    net.network.partition(List.of(to));
    socket.send(Net.at(to), ByteBuffer.allocate(4).putInt(0, 1));
    net.time.runFor(SECOND);
    net.network.heal();
    socket.send(Net.at(to), ByteBuffer.allocate(4).putInt(0, 2));
    net.time.runFor(SECOND);
    target.close();
    socket.send(Net.at(to), ByteBuffer.allocate(4).putInt(0, 3));
    net.time.runFor(SECOND);
    assertThat(arrived).containsExactly(2);
  }
}
