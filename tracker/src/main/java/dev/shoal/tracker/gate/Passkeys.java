package dev.shoal.tracker.gate;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a passkey stands: {@code /PASSKEY/announce}, 32 hexadecimal digits. */
public final class Passkeys {
  private static final Pattern PATH = Pattern.compile("/([0-9a-f]{32})/(?:announce|scrape)");

  private Passkeys() {}

  /** The passkey in a path, or in a path and a query. */
  public static Optional<String> in(String path) {
    Matcher found = PATH.matcher(path);
    return found.lookingAt() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** The path without its passkey, if it has one. */
  public static String without(String path) {
    return in(path).map(passkey -> path.substring(1 + passkey.length())).orElse(path);
  }
}
