package dev.shoal.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lives beside the cores is on the same network as they are. */
class CarryTest {
  private static final long SECOND = 1_000_000_000L;

  private record Silent() implements Core<ByteBuffer>, Codec<ByteBuffer> {
    @Override
    public void received(ByteBuffer message, Locator.Ip from, long nanos) {}

    @Override
    public long tick(long nanos) {
      return Long.MAX_VALUE;
    }

    @Override
    public ByteBuffer write(ByteBuffer message) {
      return message;
    }

    @Override
    public ByteBuffer read(ByteBuffer bytes) {
      return bytes;
    }
  }

  private final List<Long> arrivals = new ArrayList<>();

  private Simulation<ByteBuffer> two(String network) {
    Simulation<ByteBuffer> simulation = Simulation.on(network, new Silent(), 1);
    simulation.add(new Silent());
    simulation.openNext();
    simulation.add(new Silent());
    return simulation;
  }

  @Test
  void itTakesAsLongAsAMessage() {
    Simulation<ByteBuffer> simulation = two("lan");
    simulation.carry(0, 1, 100, () -> arrivals.add(simulation.nanos()));
    simulation.runFor(SECOND);
    assertThat(arrivals).hasSize(1).allSatisfy(at -> assertThat(at).isBetween(100_000L, SECOND));
    assertThat(simulation.sentBytes()).isEqualTo(100);
    assertThat(simulation.trace()).isNotZero();
  }

  @Test
  void itIsLostAsMessagesAre() {
    Simulation<ByteBuffer> simulation = two("hostile");
    for (int i = 0; i < 1000; i++) {
      simulation.carry(0, 1, 100, () -> arrivals.add(simulation.nanos()));
    }
    simulation.runFor(60 * SECOND);
    assertThat(arrivals).hasSizeBetween(850, 990); // a tenth is lost, some come twice
  }

  @Test
  void whoIsGoneReceivesNothing() {
    Simulation<ByteBuffer> simulation = two("lan");
    simulation.carry(0, 1, 100, () -> arrivals.add(simulation.nanos()));
    simulation.stop(1);
    simulation.runFor(SECOND);
    assertThat(arrivals).isEmpty();
  }
}
