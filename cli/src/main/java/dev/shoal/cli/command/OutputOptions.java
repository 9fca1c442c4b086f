package dev.shoal.cli.command;

import picocli.CommandLine.Option;

/** What every verb understands: how much is said, and in which form. */
final class OutputOptions {
  @Option(names = "--json", description = "one JSON object a line on standard output")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "results and errors only")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "peers, trackers, and where an error happened")
  boolean verbose;

  @Option(names = "--no-progress", description = "no line that is drawn again and again")
  boolean noProgress;

  @Option(names = "--no-color", description = "no colours; NO_COLOR=1 does the same")
  boolean noColor;

  @Option(names = "--yes", hidden = true, description = "never ask; nothing asks today")
  boolean yes;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  boolean help;
}
