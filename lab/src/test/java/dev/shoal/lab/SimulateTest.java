package dev.shoal.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Clock;
import dev.shoal.cli.command.Program;
import dev.shoal.cli.plugin.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulateTest {
  @TempDir private Path folder;

  private record Called(int exitCode, String out, String err) {}

  private Called shoal(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of(),
            false,
            () -> 80,
            folder,
            Clock.system());
    int exitCode = Program.run(console, List.of(arguments));
    return new Called(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void helpCompletionAndPagesHaveIt() {
    assertThat(shoal("help").out())
        .containsSubsequence(
            "shoal demo",
            "        shoal simulate SCENARIO        the same code at the size of the internet\n",
            "NODE    shoal doctor");
    assertThat(shoal("help", "simulate").out()).contains("Usage: shoal simulate", "--report");
    assertThat(shoal("simulat").err()).contains("try:   shoal simulate");
    assertThat(shoal("completion", "bash").out()).contains("simulate", "--by-reference", "tiny");
    assertThat(shoal("completion", "fish").out()).contains("-a simulate", "endless", "tiny");
    assertThat(shoal("help", "--man", "man").exitCode()).isZero();
    assertThat(folder.resolve("man/shoal-simulate.1")).content().contains("\\-\\-network");
  }

  @Test
  void withoutAScenarioTheyAreListed() {
    Called called = shoal("simulate");
    assertThat(called.exitCode()).isZero();
    assertThat(called.out()).containsPattern("(?m)^tiny +as little as can be simulated$");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "banana",
        "tiny --nodes many",
        "tiny --nodes 0",
        "tiny --set nodes",
        "tiny --set colour=red",
        "tiny --network nowhere",
        "tiny --network .",
        "tiny --file nowhere",
        "tiny --file broken",
        "tiny --file binary",
        "tiny --file .",
        "tiny --network elsewhere",
        "tiny --set fault=yes",
        "tiny --csv --json",
        "tiny --report nowhere/x.html",
        "tiny --report .",
        "tiny twice",
      })
  void misuseEndsWith2AndWords(String line) throws IOException {
    Files.writeString(folder.resolve("broken"), "nodes = 3\nnonsense\n");
    Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0});
    Files.writeString(folder.resolve("elsewhere"), "nodes = 3\n");
    Called called = shoal(("simulate " + line).split(" "));
    assertThat(called.exitCode()).as(called.err() + called.out()).isEqualTo(2);
    assertThat(called.err() + called.out()).contains("error").doesNotContain("\tat ");
  }

  @Test
  void anUnknownScenarioIsAnsweredWithTheKnown() {
    assertThat(shoal("simulate", "banana").err())
        .startsWith("error: there is no scenario banana\n  try:   one of ")
        .contains("tiny");
  }

  @Test
  void aPersonReadsWords() {
    Called called = shoal("simulate", "tiny", "--seed", "7");
    assertThat(called.exitCode()).isZero();
    assertThat(called.out())
        .startsWith("A sum\nNumbers were added.\n\nThe sum   ")
        .contains("Memory   2.00 KiB  As small as can be.\n")
        .contains("\nBy hand\nWhat to look at.\n  who, and \"what\"  value\n")
        .contains("  a, b             1,000\n")
        .containsPattern("\ntrace [0-9a-f]{16}\n$");
    assertThat(called.err()).isEmpty();
  }

  @Test
  void aProgramReadsJsonAndEqualRunsAreEqual() {
    String[] call = {"simulate", "tiny", "--seed", "7", "--nodes", "20", "--json"};
    String once = last(shoal(call).out());
    assertThat(once)
        .startsWith("{\"v\":1,\"event\":\"result\",\"t\":")
        .contains("\"scenario\":\"tiny\",\"seed\":7,\"nodes\":20,\"trace\":\"")
        .contains("\"figures\":{\"sum\":", ",\"bytes\":2048}")
        .contains("\"parameters\":{\"nodes\":\"20\",\"seed\":\"7\",")
        .doesNotContain("\"report\"");
    String time = "\"t\":\\d+";
    assertThat(last(shoal(call).out()).replaceAll(time, "")).isEqualTo(once.replaceAll(time, ""));
    call[3] = "8";
    assertThat(last(shoal(call).out()).replaceAll(time, ""))
        .isNotEqualTo(once.replaceAll(time, ""));
  }

  private static String last(String out) {
    return out.lines().reduce((_, line) -> line).orElseThrow();
  }

  @Test
  void aSpreadsheetReadsCommas() {
    assertThat(shoal("simulate", "tiny", "--csv").out())
        .startsWith("name,value,unit\nsum,")
        .endsWith(
            "bytes,2048,bytes\n\n\"who, and \"\"what\"\"\",value\none,1\n\"a, b\",\"1,000\"\n");
  }

  @Test
  void whatIsPrintedCanBeReadAgain() throws IOException {
    String printed = shoal("simulate", "tiny", "--nodes", "33", "--print").out();
    assertThat(printed).contains("nodes = 33 ", "# how many, 1 to 1000");
    Files.writeString(folder.resolve("mine"), printed);
    assertThat(shoal("simulate", "tiny", "--file", "mine", "--print").out()).isEqualTo(printed);
    assertThat(shoal("simulate", "tiny", "--file", "mine", "--nodes", "5", "--print").out())
        .contains("nodes = 5 ");
    assertThat(shoal("simulate", "tiny", "--by-reference", "--print").out())
        .contains("by-reference = yes");
    assertThat(shoal("simulate", "tiny", "--network", "hostile", "--print").out())
        .contains("network.loss")
        .isNotEqualTo(shoal("simulate", "tiny", "--print").out());
    Files.writeString(folder.resolve("slow"), "network.loss = 0.25 # a quarter\n");
    assertThat(shoal("simulate", "tiny", "--network", "slow", "--print").out())
        .contains("network.loss = 0.25 ");
  }

  @Test
  void aPageIsWrittenAndSaysHowToRunItAgain() throws IOException {
    Called called = shoal("simulate", "tiny", "--nodes", "30", "--json", "--report", "x.html");
    assertThat(called.exitCode()).as(called.err()).isZero();
    assertThat(last(called.out())).contains("\"report\":\"x.html\"");
    assertThat(Files.readString(folder.resolve("x.html")))
        .contains("\"again\":\"shoal simulate tiny --nodes 30 --seed 1\"");
    assertThat(shoal("simulate", "tiny", "--report", "y.html").err())
        .isEqualTo("the page: y.html\n");
  }
}
