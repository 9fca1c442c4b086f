package dev.shoal.cli.command;

import dev.shoal.base.Clock;
import dev.shoal.base.Problem;
import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Plugin;
import dev.shoal.cli.plugin.Verb;
import dev.shoal.cli.report.Failure;
import dev.shoal.content.SafeNames;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * One call of {@code shoal}: finds the verb, fills in its options from the command line and the
 * environment, runs it, and tells what went wrong. Only the verb in question is built, for a model
 * of all of them would take longer than most of them run.
 */
public final class Program {
  private static final int USAGE = Problem.Kind.USAGE.exitCode();

  private static final int TYPOS = 2; // letters changed, added or left out; two that are swapped

  private Program() {}

  /** Runs one command in this process; its exit code. */
  public static int run(String[] arguments) {
    if (arguments.length == 1 && List.of("version", "--version").contains(arguments[0])) {
      System.out.println(VersionCommand.line());
      return 0;
    }
    boolean terminal =
        Boolean.getBoolean("shoal.terminal") && !"dumb".equals(System.getenv("TERM"));
    Console console =
        new Console(
            System.out,
            System.err,
            System.getenv(),
            terminal,
            new Terminal(),
            Path.of("").toAbsolutePath(),
            Clock.system());
    return run(console, List.of(arguments));
  }

  /** Runs one command; its exit code. */
  public static int run(Console console, List<String> arguments) {
    if (arguments.isEmpty() || List.of("--help", "-h").contains(arguments.getFirst())) {
      console.out().print(HelpCommand.all());
      return 0;
    }
    if (arguments.getFirst().equals("--version")) {
      console.out().println(VersionCommand.line());
      return 0;
    }
    Optional<Plugin> verb = Verbs.of(arguments.getFirst());
    if (verb.isEmpty()) {
      Failure failure = Failure.of(unknown(arguments.getFirst()));
      new HelpCommand(console).tell(failure);
      return failure.exitCode();
    }
    Verb called = verb.get().make(console);
    called.written(arguments);
    return run(console, called, arguments.subList(1, arguments.size()));
  }

  private static int run(Console console, Verb verb, List<String> arguments) {
    CommandLine line =
        commandLine(verb).setOut(new PrintWriter(console.out(), true, console.out().charset()));
    List<String> all =
        Variables.arguments(line.getCommandSpec().options(), arguments, console.environment());
    line.setParameterExceptionHandler((wrong, _) -> misused(verb, wrong));
    line.setExecutionExceptionHandler((thrown, _, _) -> verb.tell(Failure.of(thrown)));
    return line.execute(all.toArray(String[]::new));
  }

  private static int misused(Verb verb, ParameterException wrong) {
    String hint = wrong.getCommandLine().getCommandName() + " --help";
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      List<String> meant = unmatched.getSuggestions();
      hint = meant.isEmpty() ? hint : meant.getFirst();
    }
    String message = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
    Throwable cause = wrong.getCause();
    return verb.tell(
        cause instanceof Problem problem
            ? Failure.of(problem)
            : new Failure(USAGE, SafeNames.forDisplay(message), hint, wrong));
  }

  private static CommandLine commandLine(Verb verb) {
    CommandLine line = new CommandLine(verb);
    line.setCommandName("shoal " + line.getCommandName());
    line.getCommandSpec().usageMessage().abbreviateSynopsis(true);
    return line.setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100);
  }

  /** A model of the whole program, for what is made of it. */
  static CommandLine whole(Console console) {
    CommandLine whole = new CommandLine(CommandSpec.create().name("shoal"));
    for (Plugin verb : Verbs.all()) {
      whole.addSubcommand(verb.word(), new CommandLine(verb.make(console)));
    }
    return whole;
  }

  /** The options and examples of a verb. */
  static String usage(Console console, String word) {
    Plugin verb = Verbs.of(word).orElseThrow(() -> unknown(word));
    return commandLine(verb.make(console)).getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  private static Problem unknown(String word) {
    String nearest =
        Verbs.all().stream()
            .map(Plugin::word)
            .min(Comparator.comparingInt(verb -> distance(word, verb)))
            .orElseThrow();
    boolean near = distance(word, nearest) <= Math.min(TYPOS, word.length() - 1);
    return new Problem(
        Problem.Kind.USAGE,
        "there is no verb " + SafeNames.forDisplay(word),
        near ? "shoal " + nearest : "shoal help");
  }

  /** How many letters must be changed, added or left out to make one word of the other. */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
