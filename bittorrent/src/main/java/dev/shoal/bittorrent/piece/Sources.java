package dev.shoal.bittorrent.piece;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something known of each source, in the order of their numbers. As a swarm is told of each piece
 * that any source has, what it looks up must lie close together: a sorted array, in which a new
 * source, having the highest number, comes last. Pure.
 *
 * @param <T> what is known
 */
public final class Sources<T> {
  private int[] numbers = new int[8];
  private @Nullable Object[] known = new Object[8];
  private int size;

  /** Nothing is known of any. */
  public Sources() {}

  /** How many there are. */
  public int size() {
    return size;
  }

  /** What is known of this one. */
  public @Nullable T get(int source) {
    int at = place(source);
    return at < 0 ? null : at(at);
  }

  /** Its place; as long as none has left, its number. */
  private int place(int source) {
    return source >= 0 && source < size && numbers[source] == source
        ? source
        : Arrays.binarySearch(numbers, 0, size, source);
  }

  @SuppressWarnings("unchecked") // only put() writes
  private @Nullable T at(int place) {
    return (T) known[place];
  }

  /** What is known of this one; if nothing, this from now on. */
  public T get(int source, Supplier<T> fresh) {
    T there = get(source);
    if (there == null) {
      there = fresh.get();
      put(source, there);
    }
    return there;
  }

  /** This is known of it, whatever was before. */
  public void put(int source, T value) {
    int at = place(source);
    if (at < 0) {
      at = -at - 1;
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, size * 2);
        known = Arrays.copyOf(known, size * 2);
      }
      System.arraycopy(numbers, at, numbers, at + 1, size - at);
      System.arraycopy(known, at, known, at + 1, size - at);
      size++;
      numbers[at] = source;
    }
    known[at] = value;
  }

  /** Nothing is known of it any more; returns what was. */
  public @Nullable T remove(int source) {
    int at = place(source);
    if (at < 0) {
      return null;
    }
    T was = at(at);
    size--;
    System.arraycopy(numbers, at + 1, numbers, at, size - at);
    System.arraycopy(known, at + 1, known, at, size - at);
    known[size] = null;
    return was;
  }

  /** Whether this holds for none of them. */
  public boolean noneMatch(Predicate<T> of) {
    for (int i = 0; i < size; i++) {
      T each = at(i);
      if (each != null && of.test(each)) {
        return false;
      }
    }
    return true;
  }

  /** One after the other; sources that come or go by {@code action} are not to be in this one. */
  public void forEach(Consumer<T> action) {
    for (int i = 0; i < size; i++) {
      T each = at(i);
      if (each != null) {
        action.accept(each);
      }
    }
  }
}
