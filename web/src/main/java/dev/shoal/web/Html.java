package dev.shoal.web;

/** The one place where text becomes HTML. */
final class Html {
  private Html() {}

  /** A text that cannot end an element or an attribute in quotes. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
