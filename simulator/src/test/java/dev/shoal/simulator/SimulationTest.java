package dev.shoal.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The world itself, with a core that only counts. */
class SimulationTest {
  private static final long SECOND = 1_000_000_000L;

  private static final Codec<Integer> NUMBERS =
      new Codec<>() {
        @Override
        public ByteBuffer write(Integer message) {
          return ByteBuffer.allocate(Integer.BYTES).putInt(message).flip();
        }

        @Override
        public Integer read(ByteBuffer bytes) {
          return bytes.getInt();
        }
      };

  private final Parameters perfect =
      Parameters.of(Networks.parameters()).with(Networks.preset("lan")).with("network.drift", "0");

  /** Keeps what comes, and when. */
  private static final class Heard implements Core<Integer> {
    final List<Integer> messages = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    final List<Long> ticks = new ArrayList<>();
    long next = Long.MAX_VALUE;

    @Override
    public void received(Integer message, Locator.Ip from, long nanos) {
      messages.add(message);
      times.add(nanos);
    }

    @Override
    public long tick(long nanos) {
      ticks.add(nanos);
      return next;
    }
  }

  private static Heard add(Simulation<Integer> simulation) {
    Heard core = new Heard();
    simulation.add(core);
    return core;
  }

  private Simulation<Integer> simulation(String... told) {
    Parameters all = perfect;
    for (int i = 0; i < told.length; i += 2) {
      all = all.with(told[i], told[i + 1]);
    }
    return new Simulation<>(all, NUMBERS, true, 1);
  }

  @Test
  void aMessageTakesItsTime() {
    Simulation<Integer> simulation = simulation("network.delay", "30", "network.tail", "0");
    add(simulation);
    Heard other = add(simulation);
    simulation.send(0, 7, simulation.locator(1));
    simulation.runFor(SECOND);
    assertThat(other.messages).containsExactly(7);
    assertThat(other.times.getFirst()).isBetween(30_000_000L, 31_000_000L);
    assertThat(simulation.nanos()).isEqualTo(SECOND);
    assertThat(simulation.sentBytes()).isEqualTo(4);
  }

  @Test
  void lostDoubledAndTooLong() {
    Simulation<Integer> lossy = simulation("network.loss", "0.5");
    add(lossy);
    Heard heard = add(lossy);
    for (int i = 0; i < 1000; i++) {
      lossy.send(0, i, lossy.locator(1));
    }
    lossy.runFor(SECOND);
    assertThat(heard.messages.size()).isBetween(430, 570);

    Simulation<Integer> doubling = simulation("network.duplication", "1");
    add(doubling);
    Heard twice = add(doubling);
    doubling.send(0, 1, doubling.locator(1));
    doubling.runFor(SECOND);
    assertThat(twice.messages).containsExactly(1, 1);

    Simulation<Integer> narrow = simulation("network.mtu", "3");
    add(narrow);
    Heard nothing = add(narrow);
    narrow.send(0, 1, narrow.locator(1));
    narrow.runFor(SECOND);
    assertThat(nothing.messages).isEmpty();
  }

  @Test
  void aRouterLetsInWhoWasWrittenTo() {
    Simulation<Integer> simulation =
        simulation("network.nat", "1", "network.nat.open", "0", "network.nat.timeout", "10");
    Heard behind = add(simulation);
    simulation.openNext();
    Heard public1 = add(simulation);
    simulation.send(1, 1, simulation.locator(0));
    simulation.runFor(SECOND);
    assertThat(behind.messages).as("a stranger").isEmpty();
    simulation.send(0, 2, simulation.locator(1));
    simulation.runFor(SECOND);
    assertThat(public1.messages).containsExactly(2);
    simulation.send(1, 3, simulation.locator(0));
    simulation.runFor(20 * SECOND);
    simulation.send(1, 4, simulation.locator(0));
    simulation.runFor(SECOND);
    assertThat(behind.messages).as("until the router forgets").containsExactly(3);
  }

  @Test
  void islandsAreApart() {
    Simulation<Integer> simulation = simulation();
    add(simulation);
    Heard other = add(simulation);
    simulation.island(1, 5);
    simulation.send(0, 1, simulation.locator(1));
    simulation.runFor(SECOND);
    simulation.island(0, 5);
    simulation.send(0, 2, simulation.locator(1));
    simulation.runFor(SECOND);
    assertThat(other.messages).containsExactly(2);
  }

  @Test
  void aSlowLineQueuesAndDrops() {
    Simulation<Integer> simulation =
        simulation("network.up", "400", "network.queue", "95", "network.tail", "0");
    add(simulation);
    Heard other = add(simulation);
    for (int i = 0; i < 100; i++) {
      simulation.send(0, i, simulation.locator(1)); // 10 ms each
    }
    simulation.runFor(10 * SECOND);
    assertThat(other.messages).hasSize(10).startsWith(0, 1, 2);
    assertThat(other.times.getLast() - other.times.getFirst()).isEqualTo(90_000_000L);
  }

  @Test
  void aLineStandsStillNowAndThen() {
    Simulation<Integer> simulation =
        simulation("network.clog", "60", "network.clog.seconds", "5", "network.tail", "0");
    add(simulation);
    Heard other = add(simulation);
    for (int i = 0; i < 600; i++) {
      simulation.send(0, i, simulation.locator(1));
      simulation.runFor(SECOND / 10);
    }
    simulation.runFor(10 * SECOND);
    long atOnce = 0;
    for (int i = 1; i < other.times.size(); i++) {
      atOnce += other.times.get(i) - other.times.get(i - 1) < SECOND / 100 ? 1 : 0;
    }
    assertThat(other.messages).as("nothing is lost").hasSize(600);
    assertThat(atOnce).as("what waited for five seconds of a minute").isBetween(48L, 51L);
  }

  @Test
  void nodesAreWokenWhenTheyWant() {
    Simulation<Integer> simulation = simulation();
    Heard core = add(simulation);
    core.next = 3 * SECOND;
    simulation.wake(0);
    simulation.runFor(2 * SECOND);
    core.next = 5 * SECOND; // it is asked again when something happens
    simulation.send(0, 1, simulation.locator(0));
    simulation.runFor(SECOND / 2);
    core.next = Long.MAX_VALUE;
    simulation.runFor(10 * SECOND);
    assertThat(core.ticks).hasSize(3);
    assertThat(core.ticks.getLast()).isEqualTo(5 * SECOND);
  }

  @Test
  void whoIsGoneHearsNothing() {
    Simulation<Integer> simulation = simulation();
    add(simulation);
    Heard other = add(simulation);
    simulation.send(0, 1, simulation.locator(1));
    simulation.stop(1);
    simulation.runFor(SECOND);
    assertThat(other.messages).isEmpty();
    assertThat(simulation.isUp(1)).isFalse();
  }

  @Test
  void everyNodeHasAPublicAddressOfItsOwn() {
    Simulation<Integer> simulation = simulation();
    for (int i = 0; i < 70_000; i++) {
      add(simulation);
    }
    for (int node : new int[] {0, 1, 255, 256, 65_535, 65_536, 69_999}) {
      assertThat(simulation.node(simulation.locator(node))).isEqualTo(node);
    }
  }
}
