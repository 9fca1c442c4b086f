package dev.shoal.cli.show;

import dev.shoal.base.Bytes;
import dev.shoal.base.Problem;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times, rates and counts as people write and read them. */
public final class Words {
  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s?)?");

  private static final int TOO_LONG_HOURS = 100; // an ETA beyond this is a guess nobody needs

  private Words() {}

  /**
   * The time written as {@code 90}, {@code 60s}, {@code 5m}, {@code 2h}, {@code 1d} or several of
   * them, greatest first: {@code 1h30m}. A number alone counts seconds.
   *
   * @throws Problem of kind USAGE if it is none of these
   */
  public static Duration parseDuration(String text) {
    Matcher parts = DURATION.matcher(text.strip());
    if (text.isBlank() || !parts.matches()) {
      throw new Problem(
          Problem.Kind.USAGE, "not a time: " + text, "write it like 60s, 5m, 2h or 1d");
    }
    return Duration.ofDays(number(parts.group(1)))
        .plusHours(number(parts.group(2)))
        .plusMinutes(number(parts.group(3)))
        .plusSeconds(number(parts.group(4)));
  }

  private static long number(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /** A rate: {@code 1.50 MiB/s}. */
  public static String rate(long bytesPerSecond) {
    return Bytes.format(bytesPerSecond) + "/s";
  }

  /** Rounded down, so that only what is complete says 100: {@code 99%}. */
  public static String percent(long part, long whole) {
    return fraction(whole <= 0 ? 0 : (double) part / whole);
  }

  /** The same of a fraction, 0 to 1. */
  public static String fraction(double part) {
    return (int) Math.floor(Math.clamp(part, 0, 1) * 100) + "%";
  }

  /** Minutes and seconds, or hours: {@code 0:52}, {@code 12:05}, {@code 3 h 20 min}. */
  public static String time(long millis) {
    long seconds = Math.max(0, millis) / 1000;
    long hours = seconds / 3600;
    if (hours >= TOO_LONG_HOURS) {
      return hours / 24 + " days";
    }
    if (hours > 0) {
      return hours + " h " + seconds / 60 % 60 + " min";
    }
    long rest = seconds % 60;
    return seconds / 60 + (rest < 10 ? ":0" : ":") + rest;
  }

  /** How long ago in its greatest unit alone: {@code 5 s}, {@code 12 min}, {@code 3 days}. */
  public static String age(long millis) {
    Duration age = Duration.ofMillis(Math.max(0, millis));
    if (age.toDays() > 0) {
      return count(age.toDays(), "day");
    }
    if (age.toHours() > 0) {
      return age.toHours() + " h";
    }
    return age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
  }

  /** One or many: {@code 1 file}, {@code 12 files}. */
  public static String count(long number, String one) {
    return number + " " + one + (number == 1 ? "" : "s");
  }

  /** A word as a POSIX shell takes it: in single quotes unless it is plain. */
  public static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
