package dev.shoal.lab;

import dev.shoal.cli.plugin.Console;
import dev.shoal.cli.plugin.Plugin;
import dev.shoal.cli.plugin.Verb;

/** {@code simulate}, as the command line finds it. */
public final class SimulateVerb implements Plugin {
  @Override
  public String group() {
    return "SEE";
  }

  @Override
  public String word() {
    return "simulate";
  }

  @Override
  public String usage() {
    return "simulate SCENARIO";
  }

  @Override
  public String purpose() {
    return "the same code at the size of the internet";
  }

  @Override
  public Verb make(Console console) {
    return new SimulateCommand(console);
  }
}
