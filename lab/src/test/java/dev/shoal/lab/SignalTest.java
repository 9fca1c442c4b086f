package dev.shoal.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that a person ends, in a process of its own. */
class SignalTest {
  private static Process start(String... arguments) throws Exception {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            path,
            "dev.shoal.cli.Main",
            "simulate",
            "endless");
    builder.command().addAll(List.of(arguments));
    return builder.start();
  }

  private static void end(Process process, String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalEndsItCleanly(String signal, int exitCode) throws Exception {
    Process process = start("--json");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).contains("\"event\":\"progress\"");
      end(process, signal);
      assertThat(process.exitValue()).isEqualTo(exitCode);
      assertThat(out.lines()).allMatch(line -> line.contains("\"event\":\"progress\""));
      assertThat(process.errorReader().lines()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }
}
