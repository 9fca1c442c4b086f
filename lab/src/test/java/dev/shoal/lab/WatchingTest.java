package dev.shoal.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Clock;
import dev.shoal.cli.show.Screen;
import dev.shoal.simulator.Watcher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchingTest {
  private static final long MILLI = 1_000_000;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long now = 5_000 * MILLI;
  private boolean wanted = true;

  private final Clock clock =
      new Clock() {
        @Override
        public long nanos() {
          return now;
        }

        @Override
        public long millis() {
          return now / MILLI;
        }
      };

  private Watching watching() {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Screen screen = new Screen(stream, stream, false, () -> 80);
    return new Watching("x", new Teller.Program(screen, clock, true), clock, () -> wanted);
  }

  private static Watcher.State state(long events) {
    return new Watcher.State("running", 0.25, 3 * MILLI, events, List.of());
  }

  @Test
  void aProgramIsToldAtMostTwiceASecond() {
    Watching watching = watching();
    for (int i = 0; i < 100; i++) {
      now += 20 * MILLI;
      assertThat(watching.see(state(i * 1000L))).isTrue();
    }
    assertThat(out.toString(StandardCharsets.UTF_8).lines().toList())
        .hasSize(4)
        .element(1)
        .isEqualTo(
            "{\"v\":1,\"event\":\"progress\",\"t\":6000,\"scenario\":\"x\",\"phase\":\"running\","
                + "\"part\":0.25,\"virtual\":3,\"events\":49000,\"rate\":48600,\"figures\":{}}");
  }

  @Test
  void itEndsWhenThePersonDoesNotWantItAnyMore() {
    Watching watching = watching();
    assertThat(watching.see(state(1))).isTrue();
    wanted = false;
    assertThat(watching.see(state(2))).isFalse();
  }
}
