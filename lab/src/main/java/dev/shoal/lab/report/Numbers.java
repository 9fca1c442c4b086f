package dev.shoal.lab.report;

import dev.shoal.base.Bytes;
import dev.shoal.simulator.report.Figure;
import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as people read them, and as programs do. */
public final class Numbers {
  private static final double ALL = 100;
  private static final double NEARLY_ALL = 99;
  private static final double MOST_BUT_NOT_ALL = 99.99;
  private static final double SECOND = 1000;
  private static final double MINUTE = 60 * SECOND;
  private static final double HOUR = 60 * MINUTE;
  private static final double DAY = 24 * HOUR;
  private static final double MOST_WHOLE = 1L << 53; // beyond, a double skips whole numbers
  private static final double LEAST_PLAIN = 0.001; // below, zeros hide the digits
  private static final double MOST_PLAIN = 1e15;

  private Numbers() {}

  /** The value of a figure with its unit: {@code 1.50 MiB}, {@code 99.7 %}, {@code 1,234}. */
  public static String text(Figure figure) {
    return (value(figure) + " " + unit(figure)).strip();
  }

  /** The same without the unit. */
  static String value(Figure figure) {
    String both = both(figure);
    int blank = figure.unit().isEmpty() || !Double.isFinite(figure.value()) ? -1 : cut(both);
    return blank < 0 ? both : both.substring(0, blank);
  }

  /** The unit alone; that of bytes and times depends on how many they are. */
  static String unit(Figure figure) {
    String both = both(figure);
    int blank = figure.unit().isEmpty() || !Double.isFinite(figure.value()) ? -1 : cut(both);
    return blank < 0 ? "" : both.substring(blank + 1);
  }

  /** Where the first number of {@code 3.50 s} or {@code 2 h 10 min} ends. */
  private static int cut(String both) {
    return both.indexOf(' ') == both.lastIndexOf(' ') || !both.matches("[\\d,]+ (h|min|days?) .*")
        ? both.indexOf(' ')
        : -1;
  }

  private static String both(Figure figure) {
    double value = figure.value();
    if (!Double.isFinite(value)) {
      return "–";
    }
    return switch (figure.unit()) {
      case "bytes" -> value < 0 ? plain(value) + " B" : Bytes.format(Math.round(value));
      case "bytes/s" -> Bytes.format(Math.round(Math.max(0, value))) + "/s";
      case "ms" -> time(value);
      case "s" -> time(value * SECOND);
      case "%" -> percent(value) + " %";
      case "" -> plain(value);
      default -> plain(value) + " " + figure.unit();
    };
  }

  /** What is nearly all is not rounded to all: it is the rest that counts then. */
  private static String percent(double value) {
    return value >= NEARLY_ALL && value < ALL
        ? String.format(Locale.ROOT, "%.2f", Math.min(value, MOST_BUT_NOT_ALL))
        : plain(value);
  }

  /** A time: {@code 12.5 ms}, {@code 3.20 s}, {@code 4 min 12 s}, {@code 2 h 10 min}. */
  public static String time(double millis) {
    if (millis < SECOND) {
      return plain(millis) + " ms";
    }
    if (millis < MINUTE) {
      return plain(millis / SECOND) + " s";
    }
    long seconds = Math.round(millis / SECOND);
    if (millis < HOUR) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    if (millis < DAY) {
      return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }
    return seconds / 86400 + " d " + seconds / 3600 % 24 + " h";
  }

  /** A number in about three digits, or all of it if it is whole: {@code 0.125}, {@code 4.37}. */
  public static String plain(double value) {
    double size = Math.abs(value);
    if (size == 0) {
      return "0";
    }
    if (size < LEAST_PLAIN || size >= MOST_PLAIN) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    if (value == Math.rint(value) || size >= 999.5) {
      return grouped(Math.round(value));
    }
    int decimals = size < 0.9995 ? 3 : size < 9.995 ? 2 : 1;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** A whole number with its thousands apart: {@code 1,234,567}. */
  public static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A number as programs read it, all of its digits; empty if it is none. */
  public static String exact(double value) {
    if (!Double.isFinite(value)) {
      return "";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) <= MOST_WHOLE;
    return whole ? String.valueOf((long) value) : new BigDecimal("" + value).toPlainString();
  }
}
