package dev.shoal.announce;

import dev.shoal.base.Hash;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys and values of a query, percent-decoded to bytes. Keys that nobody asks for cost nothing. */
final class QueryReader {
  private final String[] pairs;

  QueryReader(String query) {
    if (query.length() > HttpAnnounce.MAX_QUERY) {
      throw new AnnounceException("a query of " + query.length() + " characters");
    }
    this.pairs = query.split("&", -1);
  }

  Hash infoHash() {
    return Hash.of(bytes("info_hash", Hash.SHA1_LENGTH));
  }

  List<Hash> infoHashes() {
    return values("info_hash").stream()
        .map(value -> Hash.of(ofLength("info_hash", value, Hash.SHA1_LENGTH)))
        .toList();
  }

  byte[] bytes(String key, int length) {
    return ofLength(key, value(key).orElseThrow(() -> missing(key)), length);
  }

  String textOr(String key, String otherwise) {
    return value(key).map(QueryReader::latin1).orElse(otherwise);
  }

  long number(String key, long least, long most) {
    long number = number(key, latin1(value(key).orElseThrow(() -> missing(key))));
    if (number < least || number > most) {
      throw new AnnounceException(key + " is out of range");
    }
    return number;
  }

  long numberOr(String key, long otherwise) {
    return value(key)
        .filter(value -> value.length > 0)
        .map(value -> number(key, latin1(value)))
        .orElse(otherwise);
  }

  private static long number(String key, String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new AnnounceException(key + " is not a number", e);
    }
  }

  private static byte[] ofLength(String key, byte[] value, int length) {
    if (value.length != length) {
      throw new AnnounceException(key + " has " + value.length + " bytes, not " + length);
    }
    return value;
  }

  private static AnnounceException missing(String key) {
    return new AnnounceException("no " + key);
  }

  /** The first value of a key. */
  private Optional<byte[]> value(String key) {
    for (String pair : pairs) {
      if (isOf(key, pair)) {
        return Optional.of(decode(pair.substring(key.length() + 1)));
      }
    }
    return Optional.empty();
  }

  private List<byte[]> values(String key) {
    List<byte[]> values = new ArrayList<>(1);
    for (String pair : pairs) {
      if (isOf(key, pair)) {
        values.add(decode(pair.substring(key.length() + 1)));
      }
    }
    return values;
  }

  private static boolean isOf(String key, String pair) {
    return pair.startsWith(key) && pair.startsWith("=", key.length());
  }

  private static byte[] decode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        out.write(hex(text, i + 1) << 4 | hex(text, i + 2));
        i += 2;
      } else {
        out.write(c == '+' ? ' ' : c);
      }
    }
    return out.toByteArray();
  }

  private static int hex(String text, int at) {
    int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
    if (digit < 0) {
      throw new AnnounceException("a percent sign without two hexadecimal digits");
    }
    return digit;
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
