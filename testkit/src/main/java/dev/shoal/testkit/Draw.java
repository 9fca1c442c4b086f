package dev.shoal.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The inputs of one case of a {@link Property}: the same for the same seed and size. */
public final class Draw {
  // Of one to four bytes in UTF-8, and those that break naive code.
  private static final int[] ODD_CHARACTERS = {
    0, 0x1B, '"', '%', '/', '\\', '.', ' ', 0x7F, 0xE9, 0x202E, 0x301, 0x4E2D, 0xFFFD, 0x1F41F
  };
  private static final long[] ODD_NUMBERS = {
    0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1L << 32, Long.MAX_VALUE, Long.MIN_VALUE
  };

  private final RandomGenerator random;
  private final int size;
  private final StringBuilder notes = new StringBuilder();

  Draw(RandomGenerator random, int size) {
    this.random = random;
    this.size = size;
  }

  /** Chance itself. */
  public RandomGenerator random() {
    return random;
  }

  /** How large this case is, 0 to 100: lists, texts and byte strings have at most so many items. */
  public int size() {
    return size;
  }

  /** A number from the least to the greatest, both included. */
  public int between(int least, int greatest) {
    return (int) random.nextLong(least, greatest + 1L);
  }

  /** Any number, those at the borders of their types more often. */
  public long number() {
    return random.nextInt(4) == 0
        ? ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)]
        : random.nextLong() >> random.nextInt(Long.SIZE);
  }

  /** One in so many times. */
  public boolean oneIn(int times) {
    return random.nextInt(times) == 0;
  }

  /** One of these. */
  public <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** 0 to size items. */
  public <T> List<T> list(Supplier<? extends T> item) {
    int length = between(0, size);
    List<T> items = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      items.add(item.get());
    }
    return items;
  }

  /** 0 to size bytes. */
  public byte[] bytes() {
    return bytes(between(0, size));
  }

  /** So many bytes. */
  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A text of 0 to size characters of any alphabet, odd ones among them. */
  public String text() {
    StringBuilder text = new StringBuilder();
    int length = between(0, size);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(
          oneIn(3) ? ODD_CHARACTERS[random.nextInt(ODD_CHARACTERS.length)] : between('a', 'z'));
    }
    return text.toString();
  }

  /** Remembers a value under a name, to be shown if the case fails; returns the value. */
  public <T> T note(String name, T value) {
    notes.append(name).append(" = ").append(value).append('\n');
    return value;
  }

  String notes() {
    return notes.toString();
  }
}
