package dev.shoal.web;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Libraries that hold their tongue: what Helidon and Micrometer log would go to the terminal, which
 * is the command line's. What a person must know comes as a {@code Problem}.
 */
final class Quiet {
  // A logger that nobody holds is collected, and its level with it.
  private static final List<Logger> LOGGERS =
      List.of(
          Logger.getLogger("io.helidon"),
          Logger.getLogger("io.micrometer"),
          Logger.getLogger("io.prometheus"));

  private Quiet() {}

  /** From now on. */
  static void please() {
    LOGGERS.forEach(logger -> logger.setLevel(Level.OFF));
  }
}
