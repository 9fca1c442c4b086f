package dev.shoal.cli.plugin;

import dev.shoal.cli.report.Failure;
import dev.shoal.cli.report.JsonReporter;
import dev.shoal.cli.report.Reporter;
import dev.shoal.cli.report.TextReporter;
import dev.shoal.cli.show.Screen;
import dev.shoal.cli.show.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;

/** What all verbs have in common: options for output, and a reporter made of them. */
public abstract class Verb implements Callable<Integer> {
  @Mixin public final OutputOptions output = new OutputOptions();

  protected final Console console;
  private List<String> written = List.of();

  protected Verb(Console console) {
    this.console = console;
  }

  /** Takes the command line as it was written, the verb first. */
  public final void written(List<String> arguments) {
    written = List.copyOf(arguments);
  }

  /** The same call with one more option, as a person may copy it into a shell. */
  protected final String again(String option) {
    List<String> words = new ArrayList<>(written);
    words.addFirst("shoal");
    words.add(2, option);
    return words.stream().map(Words::quoted).collect(Collectors.joining(" "));
  }

  /** Does it; the exit code. */
  @Override
  public abstract Integer call() throws Exception;

  /** Standard output and error as the options want them. */
  public final Screen screen() {
    boolean drawing = console.terminal() && !output.noProgress && !output.quiet && !output.json;
    return new Screen(console.out(), console.err(), drawing, console.columns());
  }

  /** Who tells what happens. */
  public final Reporter reporter(Screen screen) {
    if (output.json) {
      return new JsonReporter(screen, console.clock(), output.verbose);
    }
    return new TextReporter(
        screen, new TextReporter.Style(output.quiet, output.verbose, colours(), drawsLinks()));
  }

  /** Whether words may be coloured. */
  protected final boolean colours() {
    return console.terminal()
        && !output.noColor
        && console.environment().getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** Whether links are drawn as QR codes. */
  protected boolean drawsLinks() {
    return false;
  }

  /** Tells a failure; its exit code. */
  public final int tell(Failure failure) {
    reporter(screen()).failure(failure);
    return failure.exitCode();
  }
}
