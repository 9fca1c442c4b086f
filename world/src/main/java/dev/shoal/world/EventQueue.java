package dev.shoal.world;

import java.util.Arrays;
import java.util.NoSuchElementException;

/**
 * A queue of events to come, in the order of their time, and of their adding where the time is
 * equal: a hierarchical timing wheel (Varghese and Lauck, "Hashed and Hierarchical Timing Wheels",
 * 1987) on flat arrays, in which no event is an object.
 *
 * <p>A time is a number of ticks since an origin, in any unit, 0 to {@link Long#MAX_VALUE}; now is
 * the time of the event polled last. An event lies in the slot of the highest digit (of {@value
 * #DIGIT_BITS} bits) in which its time differs from now, by what that digit is; so the order of
 * slots is the order of time, and all in a slot of the lowest digit have the same time. What makes
 * the order exact:
 *
 * <ul>
 *   <li>the slot of an event depends on its time and now only, so equal times are in one list;
 *   <li>a list is first in, first out;
 *   <li>now enters a slot only when nothing is in the slots before it, and all its events are moved
 *       on, in their order, before another is added.
 * </ul>
 *
 * <p>Adding and cancelling cost the same however many events there are; an event is moved at most
 * once for each digit, so polling costs the same on average. Memory is 20 bytes an event, up to 30
 * after growth, never given back. Not for use by several threads.
 */
public final class EventQueue {
  /** As measured: 8 and 6 bits are as fast at best; with a million events they are slower. */
  private static final int DIGIT_BITS = 10;

  private static final int DIGITS = 1 << DIGIT_BITS;

  /** For each digit of a time, the lowest first, a slot for each of its values. */
  private static final int SLOTS = DIGITS * Math.ceilDiv(Long.SIZE - 1, DIGIT_BITS);

  private static final int FIRST_CAPACITY = 1024;

  /** How many may be pending: half of what an index can say, so that growing cannot overflow. */
  private static final int EVENTS_MAX = 1 << 30;

  private static final int NONE = -1;

  /*
   * Events are places in these four arrays. The first places are not events but the slots: next is
   * the head of the slot's list, previous its end, time the least time in it, or UNKNOWN.
   * Four arrays and not one: a walk through a list reads next and time only.
   */
  private long[] time = new long[SLOTS + FIRST_CAPACITY];
  private int[] next = new int[SLOTS + FIRST_CAPACITY];
  private int[] previous = new int[SLOTS + FIRST_CAPACITY];
  private int[] payload = new int[SLOTS + FIRST_CAPACITY];

  /** The least time of a slot whose first event was cancelled, until somebody asks. */
  private static final long UNKNOWN = -1;

  /** A bit for each slot that is not empty, and above it a bit for each such word. */
  private final long[] occupied = new long[SLOTS / Long.SIZE];

  private final long[] occupiedWords = new long[Math.ceilDiv(SLOTS / Long.SIZE, Long.SIZE)];

  private int unused = SLOTS;
  private int free = NONE;
  private int size;
  private long now;

  /** An empty queue; now is 0. */
  public EventQueue() {
    for (int slot = 0; slot < SLOTS; slot++) {
      next[slot] = slot;
      previous[slot] = slot;
    }
  }

  /** The time of the event polled last, 0 before the first. */
  public long now() {
    return now;
  }

  /** How many events are pending. */
  public int size() {
    return size;
  }

  /** Whether none is pending. */
  public boolean isEmpty() {
    return size == 0;
  }

  /**
   * Adds an event after all that were added for the same time.
   *
   * @param at its time, {@link #now} or later
   * @param what is given back by {@link #poll}
   * @return a handle, 0 or more and below the largest number of events ever pending. It names the
   *     event until that is polled or cancelled; a later event may have the same
   */
  public int add(long at, int what) {
    if (at < now) {
      throw new IllegalArgumentException("the past cannot be added: " + at + " is before " + now);
    }
    int event = take();
    time[event] = at;
    payload[event] = what;
    append(slotOf(at), event);
    size++;
    return event - SLOTS;
  }

  /**
   * Adds an event whose payload is its handle, for a caller who has arrays of his own by handle.
   */
  public int add(long at) {
    int handle = add(at, 0);
    payload[SLOTS + handle] = handle;
    return handle;
  }

  /**
   * Takes an event out.
   *
   * @param handle of a pending event. The caller forgets it when the event is polled or cancelled:
   *     it is refused after that, until another event has it, which this would then take out
   */
  public void cancel(int handle) {
    int event = SLOTS + handle;
    if (handle < 0 || handle >= unused - SLOTS || previous[event] == NONE) {
      throw new IllegalArgumentException("no event has the handle " + handle);
    }
    int slot = slotOf(time[event]);
    if (slot >= DIGITS && time[event] == time[slot]) {
      time[slot] = UNKNOWN;
    }
    remove(event);
  }

  /**
   * The time of the event that {@link #poll} gives next. Now stays, and earlier events may still be
   * added. Costs a walk through the slot if its first event was cancelled since.
   */
  public long nextTime() {
    return least(firstSlot());
  }

  /** Takes out the next event, whose time becomes now; its payload. */
  public int poll() {
    int slot = firstSlot();
    now = least(slot);
    if (slot >= DIGITS && next[next[slot]] != slot) { // more than one: the first is to be found
      moveOn(slot);
      slot = slotOf(now);
    }
    int event = next[slot];
    remove(event);
    return payload[event];
  }

  private int slotOf(long at) {
    int highest = Long.SIZE - 1 - Long.numberOfLeadingZeros((at ^ now) | 1);
    int level = highest / DIGIT_BITS;
    int digit = (int) (at >>> (level * DIGIT_BITS)) & (DIGITS - 1);
    return level * DIGITS + digit;
  }

  /** The first slot that has events: their times are before those of all other slots. */
  private int firstSlot() {
    for (int i = 0; i < occupiedWords.length; i++) {
      if (occupiedWords[i] != 0) {
        int word = i * Long.SIZE + Long.numberOfTrailingZeros(occupiedWords[i]);
        return word * Long.SIZE + Long.numberOfTrailingZeros(occupied[word]);
      }
    }
    throw new NoSuchElementException("no event is pending");
  }

  private long least(int slot) {
    if (time[slot] == UNKNOWN) {
      long least = Long.MAX_VALUE;
      for (int event = next[slot]; event != slot; event = next[event]) {
        least = Math.min(least, time[event]);
      }
      time[slot] = least;
    }
    return time[slot];
  }

  /** Moves the events of a slot that now has entered to where they lie as seen from there. */
  private void moveOn(int slot) {
    int event = next[slot];
    next[slot] = slot;
    previous[slot] = slot;
    markEmpty(slot);
    while (event != slot) {
      int after = next[event];
      append(slotOf(time[event]), event);
      event = after;
    }
  }

  private void append(int slot, int event) {
    int last = previous[slot];
    previous[event] = last;
    next[event] = slot;
    next[last] = event;
    previous[slot] = event;
    if (last == slot) {
      markOccupied(slot);
      time[slot] = time[event];
    } else if (time[event] < time[slot]) { // never if that is UNKNOWN
      time[slot] = time[event];
    }
  }

  private void remove(int event) {
    int before = previous[event];
    int after = next[event];
    next[before] = after;
    previous[after] = before;
    if (before == after) { // only a slot is on both sides of an event
      markEmpty(before);
    }
    previous[event] = NONE;
    next[event] = free;
    free = event;
    size--;
  }

  private void markOccupied(int slot) {
    int word = slot / Long.SIZE;
    occupied[word] |= 1L << slot; // a shift takes the lowest six bits of the number only
    occupiedWords[word / Long.SIZE] |= 1L << word;
  }

  private void markEmpty(int slot) {
    int word = slot / Long.SIZE;
    occupied[word] &= ~(1L << slot);
    if (occupied[word] == 0) {
      occupiedWords[word / Long.SIZE] &= ~(1L << word);
    }
  }

  /** A place for an event: the one that was left last, which the processor's cache still has. */
  private int take() {
    int event = free;
    if (event != NONE) {
      free = next[event];
      return event;
    }
    if (unused == next.length) {
      grow();
    }
    return unused++;
  }

  private void grow() {
    if (size >= EVENTS_MAX) {
      throw new IllegalStateException("more than " + EVENTS_MAX + " events are pending");
    }
    int capacity = next.length + next.length / 2; // doubling would leave up to half unused
    time = Arrays.copyOf(time, capacity);
    next = Arrays.copyOf(next, capacity);
    previous = Arrays.copyOf(previous, capacity);
    payload = Arrays.copyOf(payload, capacity);
  }
}
