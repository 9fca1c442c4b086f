package dev.shoal.cli.plugin;

/**
 * A verb as the command line knows it before it is called. Other rooms bring theirs by {@code
 * ServiceLoader}; a room that is not there is neither missed nor listed.
 */
public interface Plugin {
  /** The group that {@code help} lists it in, at its end: {@code SEE}. */
  String group();

  /** The word itself. */
  String word();

  /** How it is called: the word and what comes behind. */
  String usage();

  /** What it is for, in half a sentence. */
  String purpose();

  /** A command of it, with options of picocli. */
  Verb make(Console console);
}
