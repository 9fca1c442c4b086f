package dev.shoal.cli.report;

import dev.shoal.cli.show.Screen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A screen that remembers what was written. */
final class Recorder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** The screen, no terminal. */
  final Screen screen =
      new Screen(
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8),
          false,
          () -> 80);

  /** What was written to standard output. */
  List<String> results() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** What was written to standard error. */
  List<String> messages() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
