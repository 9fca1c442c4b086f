package dev.shoal.cli.plugin;

import picocli.CommandLine.Option;

/** What every verb understands: how much is said, and in which form. */
public final class OutputOptions {
  @Option(names = "--json", description = "one JSON object a line on standard output")
  public boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "results and errors only")
  public boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "peers, trackers, and where an error happened")
  public boolean verbose;

  @Option(names = "--no-progress", description = "no line that is drawn again and again")
  public boolean noProgress;

  @Option(names = "--no-color", description = "no colours; NO_COLOR=1 does the same")
  public boolean noColor;

  @Option(names = "--yes", hidden = true, description = "never ask; nothing asks today")
  public boolean yes;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  public boolean help;
}
