package dev.shoal.cli.report;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Where an exception came from, as text. */
final class StackTrace {
  private StackTrace() {}

  static String of(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }
}
