package dev.shoal.bittorrent.piece;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * The pieces that nobody works on yet, rarest first.
 *
 * <p>{@code order} holds them sorted by the number of sources that have them; sources that have all
 * are not counted, as they change no order. {@code start[a]} is where those with {@code a} sources
 * begin, so that one more or one fewer is a swap at a border. Pieces of equal rarity stand in
 * random order, so that peers who start together fetch different ones.
 */
final class Availability {
  private final int[] order;
  private final int[] position; // of a piece within order; -1: not among them
  private final int[] count;
  private int[] start = new int[8];
  private int levels = 1; // availabilities 0 .. levels-1 have a start
  private int size;

  Availability(int pieces, IntPredicate candidate, RandomGenerator random) {
    order = new int[pieces];
    position = new int[pieces];
    count = new int[pieces];
    Arrays.fill(position, -1);
    for (int piece = 0; piece < pieces; piece++) {
      if (candidate.test(piece)) {
        order[size++] = piece;
      }
    }
    for (int i = size - 1; i > 0; i--) {
      swap(i, random.nextInt(i + 1));
    }
    for (int i = 0; i < size; i++) {
      position[order[i]] = i;
    }
  }

  int size() {
    return size;
  }

  boolean contains(int piece) {
    return position[piece] >= 0;
  }

  /** How many sources have it, of those that have not all. */
  int count(int piece) {
    return count[piece];
  }

  /** How many have the rarest; -1 if there is none. */
  int least() {
    return size == 0 ? -1 : count[order[0]];
  }

  /** The first that matches, rarest first; -1 if none does. */
  int rarest(IntPredicate matches) {
    return scan(0, matches);
  }

  /** One that matches, from a random place on; -1 if none does. */
  int random(IntPredicate matches, RandomGenerator random) {
    return size == 0 ? -1 : scan(random.nextInt(size), matches);
  }

  private int scan(int from, IntPredicate matches) {
    for (int n = 0, i = from; n < size; n++, i = i + 1 == size ? 0 : i + 1) {
      if (matches.test(order[i])) {
        return order[i];
      }
    }
    return -1;
  }

  /** One more source has it. */
  void increment(int piece) {
    if (position[piece] >= 0) {
      raise(piece);
    }
    count[piece]++;
  }

  /** One source fewer has it. */
  void decrement(int piece) {
    if (position[piece] >= 0) {
      lower(piece);
    }
    count[piece]--;
  }

  /** Work on it has begun: it rises to the top level and leaves by its end. */
  void remove(int piece) {
    int have = count[piece];
    while (count[piece] < levels - 1) {
      raise(piece);
      count[piece]++;
    }
    count[piece] = have;
    exchange(position[piece], size - 1);
    position[piece] = -1;
    size--;
  }

  /** Nobody works on it any more: it enters at the end of the top level and sinks to its own. */
  void add(int piece) {
    int have = count[piece];
    ensureLevel(have);
    position[piece] = size;
    order[size++] = piece;
    count[piece] = levels - 1;
    while (count[piece] > have) {
      lower(piece);
      count[piece]--;
    }
  }

  /** Moves the piece over the upper border of its level. */
  private void raise(int piece) {
    int above = count[piece] + 1;
    ensureLevel(above);
    exchange(position[piece], --start[above]);
  }

  /** Moves the piece over the lower border of its level. */
  private void lower(int piece) {
    exchange(position[piece], start[count[piece]]++);
  }

  private void ensureLevel(int level) {
    if (level >= start.length) {
      start = Arrays.copyOf(start, Math.max(level + 1, start.length * 2));
    }
    while (levels <= level) {
      start[levels++] = size;
    }
  }

  private void exchange(int a, int b) {
    swap(a, b);
    position[order[a]] = a;
    position[order[b]] = b;
  }

  private void swap(int a, int b) {
    int piece = order[a];
    order[a] = order[b];
    order[b] = piece;
  }
}
