package dev.shoal.cli.command;

import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.report.JsonLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine.Command;

/** {@code shoal version}. */
@Command(name = "version", description = "Which Shoal this is.")
final class VersionCommand extends Verb {
  VersionCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    console.out().println(output.json ? json() : line());
    return 0;
  }

  /** What {@code shoal --version} prints. */
  static String line() {
    return "shoal " + version();
  }

  private String json() {
    return JsonLine.event("version", console.clock().millis())
        .with("version", version())
        .with("java", Runtime.version().toString())
        .end();
  }

  /** The version that was built. */
  static String version() {
    try (InputStream in =
        Objects.requireNonNull(
            VersionCommand.class.getResourceAsStream("/dev/shoal/cli/version"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
