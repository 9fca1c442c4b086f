package dev.shoal.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them. */
final class Numbers {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private static final double ALL = 100;
  private static final double LEAST = 0.1; // percent that one decimal can show
  private static final double FEW = 9.95; // below, a rate has a decimal
  private static final long LONG = 10_000; // from here on, an axis shortens

  private Numbers() {}

  /** A whole number with its thousands apart: {@code 1,234,567}. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number of things: {@code 1 peer}, {@code 1,234 peers}. */
  static String of(long number, String one, String many) {
    return grouped(number) + " " + (number == 1 ? one : many);
  }

  /** A rate: {@code 0}, {@code 0.4}, {@code 1,234}. */
  static String rate(double value) {
    if (value == 0 || value >= FEW) {
      return grouped(Math.round(value));
    }
    return value < LEAST / 2 ? "<0.1" : String.format(Locale.ROOT, "%.1f", value);
  }

  /** A share: neither nothing nor all are said of what is only nearly so. */
  static String percent(long part, long whole) {
    if (whole <= 0 || part <= 0) {
      return "0 %";
    }
    double percent = ALL * part / whole;
    if (percent < LEAST) {
      return "<0.1 %";
    }
    if (percent >= ALL) {
      return String.format(Locale.ROOT, "%.0f %%", percent);
    }
    return String.format(Locale.ROOT, "%.1f %%", Math.min(percent, ALL - LEAST));
  }

  /** A number at an axis: {@code 2.5}, {@code 7,500}, {@code 25k}, {@code 1.25M}. */
  static String axis(double value) {
    if (value < LONG) {
      return value == Math.rint(value) ? grouped((long) value) : shortest(value);
    }
    return value < 1e6
        ? shortest(value / 1e3) + "k"
        : value < 1e9 ? shortest(value / 1e6) + "M" : shortest(value / 1e9) + "G";
  }

  private static String shortest(double value) {
    String text = String.format(Locale.ROOT, "%.2f", value);
    return text.replaceFirst("\\.?0+$", "");
  }

  /** How long something lasts, in its two greatest units: {@code 3 d 4 h}, {@code 12 min 5 s}. */
  static String span(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return two(seconds / 60, " min", seconds % 60, " s");
    }
    if (seconds < 86_400) {
      return two(seconds / 3600, " h", seconds / 60 % 60, " min");
    }
    return two(seconds / 86_400, " d", seconds / 3600 % 24, " h");
  }

  private static String two(long great, String unit, long small, String smaller) {
    return grouped(great) + unit + (small == 0 ? "" : " " + small + smaller);
  }

  /** A date: {@code 28 Nov 2026, 17:54 UTC}. */
  static String date(Instant instant) {
    return DATE.format(instant);
  }

  /** A time of the day. */
  static String time(Instant instant) {
    return TIME.format(instant);
  }
}
