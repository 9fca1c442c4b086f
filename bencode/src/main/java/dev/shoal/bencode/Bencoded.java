package dev.shoal.bencode;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A value of BEP 3: an integer, a string of bytes, a list or a dictionary. Immutable. */
public sealed interface Bencoded {

  /** An integer. */
  static BInteger of(long value) {
    return new BInteger(value);
  }

  /** A string: the UTF-8 bytes of a text. */
  static BString of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A string of these bytes, which are not copied and may not be changed from now on. */
  static BString of(byte[] bytes) {
    return new BString(bytes, 0, bytes.length);
  }

  /** A list. */
  static BList listOf(Bencoded... items) {
    return new BList(List.of(items));
  }

  /** The beginning of a dictionary. */
  static DictBuilder dict() {
    return new DictBuilder();
  }

  /**
   * An integer.
   *
   * @param value of 64 bits; BEP 3 sets no bound, but nothing in use needs more
   */
  record BInteger(long value) implements Bencoded {}

  /**
   * A list.
   *
   * @param items in their order
   */
  record BList(List<Bencoded> items) implements Bencoded {
    public BList {
      items = List.copyOf(items);
    }
  }

  /** A string of bytes, text or not: a view of an array. Ordered as unsigned bytes. */
  final class BString implements Bencoded, Comparable<BString> {
    private final byte[] array;
    private final int from;
    private final int length;

    BString(byte[] array, int from, int length) {
      this.array = array;
      this.from = from;
      this.length = length;
    }

    /** The number of bytes. */
    public int length() {
      return length;
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
      return Arrays.copyOfRange(array, from, from + length);
    }

    /** The bytes themselves, to be read only. */
    public ByteBuffer buffer() {
      return ByteBuffer.wrap(array, from, length).slice().asReadOnlyBuffer();
    }

    void writeTo(ByteBuffer out) {
      out.put(array, from, length);
    }

    /** The bytes as UTF-8 text; what is not UTF-8 becomes U+FFFD. */
    public String asText() {
      return new String(array, from, length, StandardCharsets.UTF_8);
    }

    @Override
    public int compareTo(BString other) {
      return Arrays.compareUnsigned(
          array, from, from + length, other.array, other.from, other.from + other.length);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof BString string && compareTo(string) == 0;
    }

    @Override
    public int hashCode() {
      return buffer().hashCode();
    }

    /** The text if it is short and printable ASCII, else its first bytes in hexadecimal. */
    @Override
    public String toString() {
      int shown = Math.min(length, 32);
      boolean printable =
          IntStream.range(from, from + shown).allMatch(i -> array[i] >= ' ' && array[i] < 0x7F);
      String some =
          printable
              ? '"' + new String(array, from, shown, StandardCharsets.US_ASCII) + '"'
              : "0x" + HexFormat.of().formatHex(array, from, from + shown);
      return shown == length ? some : some + "… (" + length + " bytes)";
    }
  }

  /** A dictionary: keys of bytes, each once, in their order, and a value for each. */
  final class BDict implements Bencoded {
    private final BString[] keys; // sorted
    private final Bencoded[] values;
    private final @Nullable BString raw;

    BDict(BString[] keys, Bencoded[] values, @Nullable BString raw) {
      this.keys = keys;
      this.values = values;
      this.raw = raw;
    }

    BDict(SortedMap<BString, Bencoded> entries, @Nullable BString raw) {
      this(
          entries.keySet().toArray(BString[]::new), entries.values().toArray(Bencoded[]::new), raw);
    }

    /** The number of keys. */
    public int size() {
      return keys.length;
    }

    /** The keys in their order. */
    public List<BString> keys() {
      return List.of(keys);
    }

    BString key(int index) {
      return keys[index];
    }

    Bencoded value(int index) {
      return values[index];
    }

    /** The value of a key, if there is one. */
    public Optional<Bencoded> get(BString key) {
      int index = Arrays.binarySearch(keys, key);
      return index < 0 ? Optional.empty() : Optional.of(values[index]);
    }

    /** The value of a key written in UTF-8, if there is one. */
    public Optional<Bencoded> get(String key) {
      return get(of(key));
    }

    private <T extends Bencoded> Optional<T> get(String key, Class<T> kind) {
      return get(key).filter(kind::isInstance).map(kind::cast);
    }

    /** The integer of that key; empty if there is none or it is not an integer. */
    public OptionalLong integer(String key) {
      return get(key, BInteger.class).stream().mapToLong(BInteger::value).findFirst();
    }

    /** The string of that key; empty if there is none or it is not a string. */
    public Optional<BString> string(String key) {
      return get(key, BString.class);
    }

    /** The string of that key as text; empty if there is none or it is not a string. */
    public Optional<String> text(String key) {
      return string(key).map(BString::asText);
    }

    /** The list of that key; empty if there is none or it is not a list. */
    public Optional<BList> list(String key) {
      return get(key, BList.class);
    }

    /** The dictionary of that key; empty if there is none or it is not a dictionary. */
    public Optional<BDict> dict(String key) {
      return get(key, BDict.class);
    }

    /** The bytes it was decoded from, not copied; those it encodes to if it was built. */
    public BString encoded() {
      return raw == null ? of(Bencode.encode(this)) : raw;
    }

    /** A copy of the bytes it was decoded from; those it encodes to if it was built. */
    public byte[] raw() {
      return encoded().bytes();
    }

    Optional<BString> decodedFrom() {
      return Optional.ofNullable(raw);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof BDict dict
          && Arrays.equals(keys, dict.keys)
          && Arrays.equals(values, dict.values);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(keys) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
      return IntStream.range(0, keys.length)
          .mapToObj(i -> keys[i] + ": " + values[i])
          .toList()
          .toString();
    }
  }

  /** A dictionary in the making; keys may come in any order. For one thread. */
  final class DictBuilder {
    private final SortedMap<BString, Bencoded> entries = new TreeMap<>();

    private DictBuilder() {}

    /**
     * Adds a key and its value.
     *
     * @throws IllegalArgumentException if the key was added before
     */
    public DictBuilder put(BString key, Bencoded value) {
      if (entries.putIfAbsent(key, value) != null) {
        throw new IllegalArgumentException("doubled key " + key);
      }
      return this;
    }

    /** Adds a key and its value. */
    public DictBuilder put(String key, Bencoded value) {
      return put(of(key), value);
    }

    /** Adds an integer. */
    public DictBuilder put(String key, long value) {
      return put(key, of(value));
    }

    /** Adds a text. */
    public DictBuilder put(String key, String value) {
      return put(key, of(value));
    }

    /** Adds a string of bytes, which are not copied. */
    public DictBuilder put(String key, byte[] value) {
      return put(key, of(value));
    }

    /** The dictionary. */
    public BDict build() {
      return new BDict(entries, null);
    }
  }
}
