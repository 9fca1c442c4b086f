package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts in the shells themselves, where there are any. */
class CompletionTest {
  @TempDir private Path folder;

  private String run(String shell, String... arguments) throws Exception {
    boolean installed =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(bin -> Files.isExecutable(Path.of(bin, shell)));
    assumeTrue(installed, shell + " is not installed");
    Process process =
        new ProcessBuilder(Stream.concat(Stream.of(shell), Stream.of(arguments)).toList())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  private void write(String shell) throws IOException {
    Called called = Called.in(folder, "completion", shell);
    assertThat(called.exitCode()).as(called.err()).isZero();
    Files.writeString(folder.resolve("script"), called.out());
  }

  /** What bash offers for the last word of a line. */
  private List<String> bash(String... words) throws Exception {
    String script =
        """
        compopt() { :; } # it works in a real completion only
        source ./script
        COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
        _complete_shoal
        printf '%s\\n' "${COMPREPLY[@]}"
        """;
    Stream<String> all =
        Stream.concat(Stream.of("--norc", "-c", script, String.join(" ", words)), Stream.of(words));
    return run("bash", all.toArray(String[]::new)).lines().toList();
  }

  @Test
  void bashCompletesVerbsAndTheirOptions() throws Exception {
    write("bash");
    assertThat(bash("shoal", "s")).containsExactlyInAnyOrder("share", "show");
    assertThat(bash("shoal", "get", "--se"))
        .contains("--select", "--sequential", "--seed-ratio", "--seed-time");
    assertThat(bash("shoal", "check", "--da")).containsExactly("--data");
  }

  @Test
  void zshTakesTheScript() throws Exception {
    write("zsh");
    assertThat(run("zsh", "-f", "-c", "autoload -U compinit; compinit -u; source ./script"))
        .doesNotContain("error");
  }

  @Test
  void fishCompletesVerbsAndTheirOptions() throws Exception {
    write("fish");
    assertThat(run("fish", "-N", "-c", "source script; complete -C 'shoal s'"))
        .contains("share\t", "show\t")
        .doesNotContain("get\t");
    assertThat(run("fish", "-N", "-c", "source script; complete -C 'shoal get --se'"))
        .contains("--select\t", "--seed-ratio\t");
  }

  @Test
  void theScriptOfFishNamesEachOptionOnce() throws IOException {
    write("fish");
    assertThat(Files.readAllLines(folder.resolve("script")))
        .doesNotHaveDuplicates()
        .contains(
            "complete -c shoal -n '__fish_seen_subcommand_from check' -l data -r -F"
                + " -d 'the folder the data lies in, or the data itself'",
            "complete -c shoal -n '__fish_seen_subcommand_from get' -s q -l quiet"
                + " -d 'results and errors only'",
            "complete -c shoal -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'");
    assertThat(Called.in(folder, "completion", "tcsh").exitCode()).isEqualTo(2);
  }
}
