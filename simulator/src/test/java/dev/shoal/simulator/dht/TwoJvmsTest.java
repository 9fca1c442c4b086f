package dev.shoal.simulator.dht;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.simulator.Parameters;
import dev.shoal.simulator.Scenario;
import dev.shoal.simulator.Watcher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One seed, one run, in whatever process: orders that differ from JVM to JVM (identity hashes, sets
 * of {@code Set.of}) would show.
 */
class TwoJvmsTest {
  /** What is run in another process: prints the trace of a scenario. */
  static final class Run {
    private Run() {}

    public static void main(String[] arguments) {
      System.out.println(trace(arguments[0], arguments[1]));
    }
  }

  private static String trace(String name, String seed) {
    Scenario scenario =
        ServiceLoader.load(Scenario.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(it -> it.name().equals(name))
            .findFirst()
            .orElseThrow();
    Parameters told = Parameters.of(scenario.parameters()).with("seed", seed);
    for (String small : SMALL) {
      String[] parts = small.split("=", 2);
      if (told.values().containsKey(parts[0])) {
        told = told.with(parts[0], parts[1]);
      }
    }
    return HexFormat.of().toHexDigits(scenario.run(told, Watcher.NOBODY).trace());
  }

  /** Whatever a scenario can be told to be quick. */
  private static final List<String> SMALL =
      List.of(
          "nodes=120",
          "lookups=100",
          "compare=60",
          "compare.lookups=20",
          "churn.minutes=4",
          "attack.percent=20",
          "attack.lookups=20",
          "attack.sybils=8",
          "join.settle=10",
          "broadcast.queries=2",
          "discovery.peers=20",
          "discovery.minutes=4",
          "swarm.size=2MiB",
          "swarm.liars=0.1",
          "swarm.sweep=1,5");

  @ParameterizedTest
  @ValueSource(strings = {"lookup", "join", "swarm"})
  void theSameTrace(String scenario) throws Exception {
    assertThat(elsewhere(scenario, "1")).isEqualTo(trace(scenario, "1"));
  }

  @Tag("all")
  @ParameterizedTest
  @ValueSource(strings = {"lookup", "join", "churn", "attack", "broadcast", "discovery", "swarm"})
  void theSameTraceOfManySeeds(String scenario) throws Exception {
    for (String seed : List.of("2", "3", "42")) {
      assertThat(elsewhere(scenario, seed)).as("seed " + seed).isEqualTo(trace(scenario, seed));
    }
  }

  private static String elsewhere(String scenario, String seed) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Run.class.getName(),
                scenario,
                seed)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return printed;
  }
}
