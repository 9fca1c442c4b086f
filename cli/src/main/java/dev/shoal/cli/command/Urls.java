package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
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

  /**
   * A tier of trackers, with commas between them.
   *
   * @throws Problem of kind USAGE if one is none
   */
  static List<URI> tier(String written) {
    return Arrays.stream(written.split(",", -1)).map(one -> tracker(one.strip())).toList();
  }

  /**
   * The address of a server that has files.
   *
   * @throws Problem of kind USAGE if it is none
   */
  static URI webSeed(String written) {
    if (isWeb(written) && URI.create(written).getHost() != null) {
      return URI.create(written);
    }
    throw new Problem(
        Problem.Kind.USAGE,
        "not the address of a server: " + written,
        "write it like https://www.example/files/");
  }

  /** Whether this is the address of a web page, or rather of a file there. */
  static boolean isWeb(String written) {
    String start = written.toLowerCase(Locale.ROOT);
    return start.startsWith("http://") || start.startsWith("https://");
  }
}
