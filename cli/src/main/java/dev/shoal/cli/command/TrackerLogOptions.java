package dev.shoal.cli.command;

import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.report.Reporter;
import dev.shoal.cli.show.Screen;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What a tracker writes down of what happens. */
final class TrackerLogOptions {
  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "append what happens, refusals among it: one JSON object a line")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--log-addresses", description = "with the addresses of those refused")
  private boolean addresses;

  /** A log as it is wanted. */
  TrackerLog open(Console console, Screen screen, Reporter reporter, boolean json) {
    return new TrackerLog(
        console,
        file.map(console::resolve),
        addresses,
        event -> {
          if (json) {
            screen.result(event.line());
          } else {
            event.words().ifPresent(words -> reporter.warning(words, ""));
          }
        });
  }
}
