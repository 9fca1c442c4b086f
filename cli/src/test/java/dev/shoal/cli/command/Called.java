package dev.shoal.cli.command;

import dev.shoal.base.Clock;
import dev.shoal.cli.plugin.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What became of one call of {@code shoal}.
 *
 * @param exitCode its exit code
 * @param out standard output
 * @param err standard error
 */
record Called(int exitCode, String out, String err) {
  /** Calls it in a folder. */
  static Called in(Path folder, String... arguments) {
    return in(folder, Map.of(), arguments);
  }

  /** Calls it in a folder, with environment variables. */
  static Called in(Path folder, Map<String, String> environment, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            false,
            () -> 80,
            folder,
            Clock.system());
    int exitCode = Program.run(console, List.of(arguments));
    return new Called(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
