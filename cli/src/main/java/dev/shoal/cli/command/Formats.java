package dev.shoal.cli.command;

import dev.shoal.base.Problem;

/** The versions of BitTorrent that a torrent can be of. */
final class Formats {
  private Formats() {}

  /**
   * Refuses what is not made yet.
   *
   * @throws Problem of kind USAGE for any other than {@code v1}
   */
  static void requireV1(String format) {
    switch (format) {
      case "v1" -> {}
      case "v2", "hybrid" ->
          throw new Problem(
              Problem.Kind.USAGE,
              "Shoal does not make torrents of format " + format,
              "--format v1");
      default ->
          throw new Problem(Problem.Kind.USAGE, "there is no format " + format, "--format v1");
    }
  }
}
