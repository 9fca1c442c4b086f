package dev.shoal.cli.command;

import dev.shoal.cli.report.Failure;
import dev.shoal.cli.report.JsonReporter;
import dev.shoal.cli.report.Reporter;
import dev.shoal.cli.report.TextReporter;
import dev.shoal.cli.show.Screen;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** What all verbs have in common: options for output, and a reporter made of them. */
abstract class Verb implements Callable<Integer> {
  @Mixin final OutputOptions output = new OutputOptions();

  final Console console;

  Verb(Console console) {
    this.console = console;
  }

  /** Does it; the exit code. */
  @Override
  public abstract Integer call() throws Exception;

  /** Standard output and error as the options want them. */
  final Screen screen() {
    boolean drawing = console.terminal() && !output.noProgress && !output.quiet && !output.json;
    return new Screen(console.out(), console.err(), drawing, console.columns());
  }

  /** Who tells what happens. */
  final Reporter reporter(Screen screen) {
    if (output.json) {
      return new JsonReporter(screen, console.clock(), output.verbose);
    }
    boolean colour =
        console.terminal()
            && !output.noColor
            && console.environment().getOrDefault("NO_COLOR", "").isEmpty();
    return new TextReporter(screen, new TextReporter.Style(output.quiet, output.verbose, colour));
  }

  /** Tells a failure; its exit code. */
  final int tell(Failure failure) {
    reporter(screen()).failure(failure);
    return failure.exitCode();
  }
}
