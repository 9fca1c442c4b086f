package dev.shoal.content;

import java.util.Arrays;

/**
 * The bytes of a content that are present: ranges that neither overlap nor touch, in order. Present
 * is not verified ({@link V1Pieces}). For a single thread.
 */
public final class IntervalSet {
  private long[] bounds = new long[8]; // from, to, from, to, … strictly rising
  private int size;

  /** No byte is present. */
  public IntervalSet() {}

  /** The bytes from one offset up to another, which is not of them, are present. */
  public void add(long from, long to) {
    replace(from, to, true);
  }

  /** The bytes from one offset up to another, which is not of them, are not present. */
  public void remove(long from, long to) {
    replace(from, to, false);
  }

  private void replace(long from, long to, boolean present) {
    if (from < 0 || from > to) {
      throw new IndexOutOfBoundsException(from + " to " + to);
    }
    if (from == to) {
      return;
    }
    // Bounds before `first` and from `last` on stay; an even index is outside of a range there.
    int first = below(from);
    int last = below(to);
    while (last < size && bounds[last] == to) {
      last++;
    }
    boolean opens = (first & 1) == 0 == present;
    boolean closes = (last & 1) == 0 == present;
    int fresh = (opens ? 1 : 0) + (closes ? 1 : 0);
    int rest = size - last;
    if (first + fresh + rest > bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    System.arraycopy(bounds, last, bounds, first + fresh, rest);
    if (opens) {
      bounds[first] = from;
    }
    if (closes) {
      bounds[first + fresh - 1] = to;
    }
    size = first + fresh + rest;
  }

  /** How many bounds are below an offset. */
  private int below(long offset) {
    int found = Arrays.binarySearch(bounds, 0, size, offset);
    return found >= 0 ? found : -found - 1;
  }

  /** Whether all bytes from one offset up to another are present. */
  public boolean contains(long from, long to) {
    return from >= to || missing(from, to) == to;
  }

  /** The first byte from one offset on that is not present, at most the other offset. */
  public long missing(long from, long to) {
    int next = below(from);
    if (next < size && bounds[next] == from) {
      next++;
    }
    return (next & 1) == 0 ? from : Math.min(to, bounds[next]);
  }

  /** How many bytes are present. */
  public long total() {
    return total(0, Long.MAX_VALUE);
  }

  /** How many bytes from one offset up to another are present. */
  public long total(long from, long to) {
    long sum = 0;
    for (int i = below(from) & ~1; i < size && bounds[i] < to; i += 2) {
      sum += Math.max(0, Math.min(to, bounds[i + 1]) - Math.max(from, bounds[i]));
    }
    return sum;
  }

  /** How many ranges there are. */
  public int ranges() {
    return size / 2;
  }

  /** Such as {@code [0..16384, 32768..49152]}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < size; i += 2) {
      text.append(i == 0 ? "" : ", ").append(bounds[i]).append("..").append(bounds[i + 1]);
    }
    return text.append(']').toString();
  }
}
