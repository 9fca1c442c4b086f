package dev.shoal.simulator.swarm;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen, in the order of its time; of the same time, in the order in which it was
 * added. A heap that knows where each of its entries is, so that any can be taken out.
 */
final class Agenda {
  /** No entry. */
  static final int NONE = -1;

  private @Nullable Task[] tasks = new Task[1024];
  private long[] times = new long[1024]; // of a slot
  private long[] order = new long[1024]; // of a slot
  private int[] places = new int[1024]; // of a slot within the heap
  private int[] heap = new int[1024]; // slots
  private int[] free = new int[1024]; // slots
  private int used;
  private int frees;
  private int size;
  private long added;
  private long now;

  /** The time of what happened last. */
  long now() {
    return now;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** Puts it down; returns by what it can be cancelled until it happens. */
  int add(long time, Task task) {
    int slot = frees > 0 ? free[--frees] : fresh();
    tasks[slot] = task;
    times[slot] = Math.max(time, now);
    order[slot] = added++;
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    up(size++, slot);
    return slot;
  }

  private int fresh() {
    if (used == tasks.length) {
      int more = used * 2;
      tasks = Arrays.copyOf(tasks, more);
      times = Arrays.copyOf(times, more);
      order = Arrays.copyOf(order, more);
      places = Arrays.copyOf(places, more);
      free = Arrays.copyOf(free, more);
    }
    return used++;
  }

  /** Takes out what has not happened yet. */
  void cancel(int slot) {
    int place = places[slot];
    int last = heap[--size];
    if (last != slot) {
      up(place, last);
      down(places[last], last);
    }
    release(slot);
  }

  private void release(int slot) {
    tasks[slot] = null;
    free[frees++] = slot;
  }

  /** Takes out the next one; from now on it is its time. */
  Task next() {
    int slot = heap[0];
    Task task = tasks[slot];
    if (size == 0 || task == null) {
      throw new IllegalStateException("nothing is to happen");
    }
    now = times[slot];
    int last = heap[--size];
    if (size > 0) {
      down(0, last);
    }
    release(slot);
    return task;
  }

  private boolean before(int a, int b) {
    return times[a] != times[b] ? times[a] < times[b] : order[a] < order[b];
  }

  private void put(int place, int slot) {
    heap[place] = slot;
    places[slot] = place;
  }

  private void up(int from, int slot) {
    int place = from;
    while (place > 0 && before(slot, heap[(place - 1) / 2])) {
      put(place, heap[(place - 1) / 2]);
      place = (place - 1) / 2;
    }
    put(place, slot);
  }

  private void down(int from, int slot) {
    int place = from;
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], slot)) {
        break;
      }
      put(place, heap[child]);
      place = child;
    }
    put(place, slot);
  }
}
