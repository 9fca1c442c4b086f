package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A process that a test started, its output kept in two files; it never outlives the test. */
class RunningProgram implements AutoCloseable {
  /** Within this anything small happens, on the slowest machine: a start, a few megabytes. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final int SHOWN_LINES = 25;

  private final Workplace work;
  private final List<String> command;
  private final Process process;
  private final Path output;
  private final Path errors;
  private final Thread atExit = new Thread(this::kill);

  RunningProgram(Workplace work, List<String> command) {
    this.work = work;
    this.command = Stream.concat(work.before().stream(), command.stream()).toList();
    Path home = work.home();
    try {
      output = Files.createTempFile(home, "output", "");
      errors = Files.createTempFile(home, "errors", "");
      ProcessBuilder builder = new ProcessBuilder(this.command).directory(home.toFile());
      builder.environment().put("HOME", home.toString());
      builder.environment().put("LC_ALL", "C.UTF-8"); // names outside ASCII
      process = builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** The lines of standard output so far, the last one only once it is whole. */
  List<String> lines() {
    String text = read(output);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** The lines of standard error so far. */
  List<String> errors() {
    return read(errors).lines().toList();
  }

  /** Writes a line to its standard input. */
  void say(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().flush();
    } catch (IOException ended) {
      throw new AssertionError("it does not listen any more: " + line + "\n" + work, ended);
    }
  }

  /** Waits until a condition holds, and fails early if the process ends before. */
  void await(String what, BooleanSupplier condition) {
    Await.holds(PATIENCE, () -> what + "\n" + work, () -> holds(what, condition));
  }

  private boolean holds(String what, BooleanSupplier condition) {
    boolean alive = process.isAlive();
    if (condition.getAsBoolean()) {
      return true;
    }
    if (!alive) {
      throw new AssertionError("ended before: " + what + "\n" + work);
    }
    return false;
  }

  /** Waits for a line. */
  void awaitLine(String what, Predicate<String> line) {
    await(what, () -> lines().stream().anyMatch(line));
  }

  /** Waits for the process to end by itself, and checks how. */
  void awaitExit(int code) {
    Await.holds(PATIENCE, () -> "the end of " + command + "\n" + work, () -> !process.isAlive());
    assertThat(process.exitValue()).as(work::toString).isEqualTo(code);
  }

  /** Ends the process as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly();
  }

  /** What the system knows of the process, while it runs. */
  Usage usage() {
    return Usage.of(process.pid());
  }

  /** The exit code; empty while it runs. */
  Optional<Integer> exit() {
    return process.isAlive() ? Optional.empty() : Optional.of(process.exitValue());
  }

  /** Asks the process to end. */
  void terminate() {
    process.destroy();
  }

  /** Asks the process to end, and ends it if it does not. */
  void stop() {
    terminate();
    if (!Await.until(GRACE, () -> !process.isAlive())) {
      kill();
    }
  }

  /** Ends the process at once: others take their time to say farewell to trackers. */
  @Override
  public void close() {
    kill();
    Await.holds(GRACE, () -> "the end of " + command, () -> !process.isAlive());
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  /** The command and the end of what it said. */
  @Override
  public String toString() {
    String state = exit().map(code -> "exit " + code).orElse("running");
    return "%s (%s)%n%s%n%s".formatted(String.join(" ", command), state, end(output), end(errors));
  }

  private static String end(Path file) {
    List<String> lines = read(file).lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
