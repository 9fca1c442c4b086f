package dev.shoal.base;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write and read them. */
public final class Bytes {
  public static final long KIB = 1L << 10;
  public static final long MIB = 1L << 20;
  public static final long GIB = 1L << 30;

  private static final Pattern WRITTEN =
      Pattern.compile("(\\d{1,15})(\\.\\d{1,6})?\\s*([kmgt]i?b?|b)?", Pattern.CASE_INSENSITIVE);
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Bytes() {}

  /**
   * The number of bytes written as {@code 16384}, {@code 64KiB}, {@code 1.5MiB}, {@code 500KB} or
   * {@code 2G}; KiB counts 1024, KB and K count 1000 and 1024 as is the custom (K, M, G, T alone
   * are binary).
   *
   * @throws Problem of kind USAGE if it is none of these or does not fit a long
   */
  public static long parse(String text) {
    Matcher m = WRITTEN.matcher(text.strip());
    if (!m.matches()) {
      throw notASize(text);
    }
    String unit = m.group(3) == null ? "" : m.group(3).toLowerCase(Locale.ROOT);
    int power = unit.isEmpty() || unit.equals("b") ? 0 : "kmgt".indexOf(unit.charAt(0)) + 1;
    double base = unit.length() == 2 ? 1000 : 1024; // "kb" counts thousands; "k" and "kib" do not
    double value = Double.parseDouble(m.group(1) + (m.group(2) == null ? "" : m.group(2)));
    double bytes = value * Math.pow(base, power);
    if (bytes > Long.MAX_VALUE / 2.0) {
      throw notASize(text);
    }
    return Math.round(bytes);
  }

  private static Problem notASize(String text) {
    return new Problem(
        Problem.Kind.USAGE, "not a size: " + text, "write it like 64KiB, 1.5MiB, 500KB or 16384");
  }

  /** Three digits and a binary unit: {@code 512 B}, {@code 1.50 MiB}, {@code 43.2 GiB}. */
  public static String format(long bytes) {
    if (bytes < KIB) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= 999.5 && unit < UNITS.length - 1) {
      value /= KIB;
      unit++;
    }
    int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f %s", value, UNITS[unit]);
  }
}
