package dev.shoal.cli.show;

import java.util.regex.Pattern;

/** How many columns of a terminal a text takes, and texts cut to fit. */
public final class Columns {
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m"); // ECMA-48, SGR

  private Columns() {}

  /** The columns of a text without control characters, but for such as colour it. */
  public static int of(String text) {
    return plain(text).codePoints().map(Columns::of).sum();
  }

  private static String plain(String text) {
    return text.indexOf('\u001b') < 0 ? text : COLOUR.matcher(text).replaceAll("");
  }

  private static int of(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> wide(c) ? 2 : 1;
    };
  }

  /** The blocks of wide characters of Unicode's East Asian Width (UAX 11), and emoji. */
  private static boolean wide(int c) {
    return (c >= 0x1100 && c <= 0x115F)
        || (c >= 0x2E80 && c <= 0xA4CF && c != 0x303F)
        || (c >= 0xAC00 && c <= 0xD7A3)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFE30 && c <= 0xFE6F)
        || (c >= 0xFF00 && c <= 0xFF60)
        || (c >= 0xFFE0 && c <= 0xFFE6)
        || (c >= 0x1F300 && c <= 0x1FAFF)
        || (c >= 0x20000 && c <= 0x3FFFD);
  }

  /** The text, or its beginning without colour and an ellipsis, in at most so many columns. */
  public static String fit(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int used = 0;
    for (int c : plain(text).codePoints().toArray()) {
      used += of(c);
      if (used > columns - 1) {
        break;
      }
      kept.appendCodePoint(c);
    }
    return columns < 1 ? "" : kept.append('…').toString();
  }

  /** The text in exactly so many columns: cut, or with blanks behind. */
  public static String pad(String text, int columns) {
    String fitted = fit(text, columns);
    return fitted + " ".repeat(Math.max(0, columns - of(fitted)));
  }
}
