package dev.shoal.cli;

import dev.shoal.cli.command.Program;

/** The program {@code shoal}. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(Program.run(arguments));
  }
}
