package dev.shoal.simulator;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The packets that are on their way, by small numbers that are used again. */
final class Packets {
  private int[] from = new int[1024];
  private int[] to = new int[1024];
  private @Nullable Object[] content = new Object[1024];
  private int[] free = new int[1024];
  private int frees;
  private int used;

  int put(int sender, int receiver, Object carried) {
    int place = frees > 0 ? free[--frees] : used++;
    if (place == from.length) {
      from = Arrays.copyOf(from, place * 2);
      to = Arrays.copyOf(to, place * 2);
      content = Arrays.copyOf(content, place * 2);
      free = Arrays.copyOf(free, place * 2);
    }
    from[place] = sender;
    to[place] = receiver;
    content[place] = carried;
    return place;
  }

  int from(int place) {
    return from[place];
  }

  int to(int place) {
    return to[place];
  }

  /** What it carried; the place is free again. */
  Object take(int place) {
    Object carried = Objects.requireNonNull(content[place]);
    content[place] = null;
    free[frees++] = place;
    return carried;
  }
}
