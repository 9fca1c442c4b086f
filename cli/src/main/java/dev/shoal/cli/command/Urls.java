package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Addresses that a person writes. */
final class Urls {
  private static final Set<String> TRACKERS = Set.of("http", "https", "udp");

  private Urls() {}

  /**
   * The address of a tracker.
   *
   * @throws Problem of kind USAGE if it is none
   */
  static URI tracker(String written) {
    try {
      URI url = URI.create(written);
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if (TRACKERS.contains(scheme) && url.getHost() != null) {
        return url;
      }
    } catch (IllegalArgumentException notEvenAUri) {
      // it is refused below
    }
    throw new Problem(
        Problem.Kind.USAGE,
        "not the address of a tracker: " + written,
        "write it like udp://tracker.example:6969/announce");
  }

  /** Whether this is the address of a web page, or rather of a file there. */
  static boolean isWeb(String written) {
    String start = written.toLowerCase(Locale.ROOT);
    return start.startsWith("http://") || start.startsWith("https://");
  }
}
