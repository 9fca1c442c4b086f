package dev.shoal.bencode;

import dev.shoal.bencode.Bencoded.BDict;
import dev.shoal.bencode.Bencoded.BInteger;
import dev.shoal.bencode.Bencoded.BList;
import dev.shoal.bencode.Bencoded.BString;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A reader of bencode at a position in an array; for one input and one thread. */
final class Decoder {
  private final byte[] in;
  private final int end; // of what may be read: the input's, or the limit's
  private final BencodeLimits limits;
  private int position;
  private int depth;
  private int items;

  Decoder(byte[] in, BencodeLimits limits) {
    this.in = in;
    this.end = Math.min(in.length, limits.maxLength());
    this.limits = limits;
  }

  int position() {
    return position;
  }

  /** Refuses bytes behind the value. */
  void end() {
    if (position != in.length) {
      throw wrong("bytes after the end of the value");
    }
  }

  Bencoded value() {
    return switch (peek()) {
      case 'i' -> integer();
      case 'l' -> list();
      case 'd' -> dict();
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> string();
      default -> throw wrong("no value begins with " + shown(in[position]));
    };
  }

  private BInteger integer() {
    count();
    position++;
    boolean negative = peek() == '-';
    if (negative) {
      position++;
      if (peek() == '0') {
        throw wrong("minus zero");
      }
    }
    long value = negatedDigits();
    if (!negative && value == Long.MIN_VALUE) {
      throw wrong("a number beyond 64 bits");
    }
    expect('e');
    return new BInteger(negative ? value : -value);
  }

  private BString string() {
    count();
    int from = position;
    long negated = negatedDigits();
    expect(':');
    if (negated < position - end) {
      position = from;
      throw in.length > end ? tooLong() : wrong("a string longer than the input");
    }
    BString string = new BString(in, position, (int) -negated);
    position += string.length();
    return string;
  }

  private BList list() {
    open();
    List<Bencoded> values = new ArrayList<>(2);
    while (peek() != 'e') {
      values.add(value());
    }
    close();
    return new BList(values);
  }

  private BDict dict() {
    int from = position;
    open();
    List<BString> keys = new ArrayList<>(4);
    List<Bencoded> values = new ArrayList<>(4);
    boolean sorted = true;
    while (peek() != 'e') {
      int at = position;
      if (peek() < '0' || peek() > '9') {
        throw wrong("a key that is not a string");
      }
      BString key = string();
      int order = keys.isEmpty() ? 1 : key.compareTo(keys.getLast());
      if (order <= 0 && (order == 0 || !limits.unsortedKeys())) {
        position = at;
        throw wrong((order == 0 ? "doubled key " : "key out of order ") + key);
      }
      sorted &= order > 0;
      keys.add(key);
      values.add(value());
    }
    close();
    BString raw = new BString(in, from, position - from);
    if (sorted) {
      return new BDict(keys.toArray(BString[]::new), values.toArray(Bencoded[]::new), raw);
    }
    SortedMap<BString, Bencoded> entries = new TreeMap<>();
    for (int i = 0; i < keys.size(); i++) {
      if (entries.putIfAbsent(keys.get(i), values.get(i)) != null) {
        throw new BencodeException(from, "doubled key " + keys.get(i));
      }
    }
    return new BDict(entries, raw);
  }

  private void open() {
    count();
    if (++depth > limits.maxDepth()) {
      throw wrong("deeper than " + limits.maxDepth() + " levels");
    }
    position++;
  }

  private void close() {
    depth--;
    position++;
  }

  private void count() {
    if (++items > limits.maxItems()) {
      throw wrong("more than " + limits.maxItems() + " items");
    }
  }

  /** Digits without a leading zero, negated: there is one more negative number than positive. */
  private long negatedDigits() {
    int from = position;
    long value = 0;
    while (peek() >= '0' && peek() <= '9') {
      int digit = peek() - '0';
      if (position > from && value == 0) {
        throw wrong("a leading zero");
      }
      if (value < (Long.MIN_VALUE + digit) / 10) {
        throw wrong("a number beyond 64 bits");
      }
      value = value * 10 - digit;
      position++;
    }
    if (position == from) {
      throw wrong("a digit expected instead of " + shown(in[position]));
    }
    return value;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw wrong("'" + wanted + "' expected instead of " + shown(in[position]));
    }
    position++;
  }

  private byte peek() {
    if (position == end) {
      throw in.length > end ? tooLong() : wrong("the input ends within a value");
    }
    return in[position];
  }

  private BencodeException tooLong() {
    return new BencodeException(end, "longer than " + limits.maxLength() + " bytes");
  }

  private BencodeException wrong(String what) {
    return new BencodeException(position, what);
  }

  private static String shown(byte b) {
    return b > ' ' && b < 0x7F ? "'" + (char) b + "'" : String.format("byte 0x%02x", b);
  }
}
