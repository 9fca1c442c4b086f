package dev.shoal.tracker.users;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * Somebody who may use a private tracker.
 *
 * @param number under which others refer to this one; never used again
 * @param name 1 to 64 letters, digits, dots, dashes and underscores; unique but for case
 * @param passkey 32 hexadecimal digits of chance, in the announce address of this user alone
 * @param since when it was added
 * @param uploaded bytes of payload in all
 * @param downloaded bytes of payload in all
 */
public record User(
    long number, String name, String passkey, Instant since, long uploaded, long downloaded) {
  /** Bytes uploaded for each byte downloaded; empty while nothing was downloaded. */
  public OptionalDouble ratio() {
    return downloaded == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) uploaded / downloaded);
  }

  /** What a user moved, to be added to what it has. */
  public record Moved(long number, long uploaded, long downloaded) {}
}
