package dev.shoal.bittorrent.metainfo;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Addresses that strangers wrote, as far as they are of use; what they reach is judged later. */
final class Urls {
  // What HTTP servers take in a request line, many of them not a byte more.
  private static final int MAX_LENGTH = 2048;

  private static final List<String> TRACKERS = List.of("http", "https", "udp"); // BEP 3, 15
  private static final List<String> WEB_SEEDS = List.of("http", "https"); // BEP 19

  private Urls() {}

  /** The address of a tracker; empty if it is none that can be asked. */
  static Optional<URI> tracker(String text) {
    return of(text, TRACKERS);
  }

  /** The address of a web seed; empty if it is none that can be asked. */
  static Optional<URI> webSeed(String text) {
    return of(text, WEB_SEEDS);
  }

  private static Optional<URI> of(String text, List<String> schemes) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text.strip());
      boolean usable =
          uri.getScheme() != null
              && schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT))
              && uri.getHost() != null;
      return usable ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException garbage) {
      return Optional.empty();
    }
  }
}
