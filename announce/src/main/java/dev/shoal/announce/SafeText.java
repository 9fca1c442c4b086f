package dev.shoal.announce;

/** Words of strangers, made safe for a terminal. */
final class SafeText {
  /** A reason is a sentence, not a page. */
  private static final int MAX_LENGTH = 300;

  private SafeText() {}

  /** The words on one line, without what a terminal would obey, cut with an ellipsis. */
  static String of(String words) {
    StringBuilder safe = new StringBuilder();
    words
        .codePoints()
        .limit(MAX_LENGTH)
        .map(c -> isSafe(c) ? c : ' ')
        .forEach(safe::appendCodePoint);
    return safe.toString().strip()
        + (words.codePointCount(0, words.length()) > MAX_LENGTH ? "…" : "");
  }

  private static boolean isSafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
