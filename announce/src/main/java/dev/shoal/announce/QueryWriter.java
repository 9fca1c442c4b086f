package dev.shoal.announce;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Keys and values of a query, each byte that is not unreserved (RFC 3986 2.3) percent-encoded. */
final class QueryWriter {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final StringBuilder out = new StringBuilder();

  QueryWriter add(String key, byte[] value) {
    out.append(out.isEmpty() ? "" : "&").append(key).append('=');
    for (byte b : value) {
      if (isUnreserved(b)) {
        out.append((char) b);
      } else {
        HEX.toHexDigits(out.append('%'), b);
      }
    }
    return this;
  }

  QueryWriter add(String key, long value) {
    return add(key, Long.toString(value));
  }

  /** The characters as Latin-1 bytes. */
  QueryWriter add(String key, String value) {
    return add(key, value.getBytes(StandardCharsets.ISO_8859_1));
  }

  URI appendedTo(URI base) {
    String text = base.toString();
    int fragment = text.indexOf('#');
    String clean = fragment < 0 ? text : text.substring(0, fragment);
    return URI.create(clean + (clean.indexOf('?') < 0 ? '?' : '&') + out);
  }

  private static boolean isUnreserved(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '.'
        || b == '_'
        || b == '~';
  }
}
