package dev.shoal.world;

import dev.shoal.base.Clock;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * A clock that moves only from event to event. Events run on the caller's thread in the order of
 * their time, and of their scheduling where the time is equal; this total order is what makes a
 * story repeat itself exactly. Not for use by several threads.
 */
public final class VirtualTime implements Clock {
  /**
   * How many events a story may have: some minutes of work for a machine, so that two parties who
   * answer each other for ever fail with a sentence and not with a test that hangs.
   */
  public static final long EVENTS_MAX = 200_000_000;

  /** 2026-01-01T00:00Z: what {@link #millis} says at the origin. */
  private static final long ORIGIN_MILLIS = 1_767_225_600_000L;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final EventQueue queue = new EventQueue();
  private Event[] pending = new Event[64]; // by the handles of the queue
  private final long origin;
  private final long eventsMax;
  private long now;
  private long events;

  /**
   * Time that begins at an origin of one's choice; one near {@link Long#MAX_VALUE} shows who
   * compares times by size and not by their difference.
   */
  public VirtualTime(long originNanos) {
    this(originNanos, EVENTS_MAX);
  }

  /** Time with a limit of its own on the number of events. */
  public VirtualTime(long originNanos, long eventsMax) {
    this.origin = originNanos;
    this.now = originNanos;
    this.eventsMax = eventsMax;
  }

  /** An event to come. */
  public interface Scheduled {
    /** Takes it back; no effect if it ran or was cancelled before. */
    void cancel();
  }

  @Override
  public long nanos() {
    return now;
  }

  @Override
  public long millis() {
    return ORIGIN_MILLIS + elapsed() / NANOS_PER_MILLI;
  }

  /** Nanoseconds since the origin, 0 or more. */
  public long elapsed() {
    return now - origin;
  }

  /** How many events have run. */
  public long events() {
    return events;
  }

  /**
   * Runs an action later.
   *
   * @param inNanos from now, 0 or more; 0 is after all that is scheduled for now already
   */
  public Scheduled schedule(long inNanos, Runnable action) {
    if (inNanos < 0) {
      throw new IllegalArgumentException("the past cannot be scheduled: " + inNanos);
    }
    long at = elapsed() + inNanos;
    int handle = queue.add(at < 0 ? Long.MAX_VALUE : at); // what overflows is never
    if (handle >= pending.length) {
      pending = Arrays.copyOf(pending, 2 * pending.length);
    }
    pending[handle] = new Event(handle, action);
    return pending[handle];
  }

  /** Runs what is due up to and at a time, which is the time afterwards. */
  public void runUntil(long nanos) {
    while (!queue.isEmpty() && next() - nanos <= 0) {
      runNext();
    }
    if (nanos - now > 0) {
      now = nanos;
    }
  }

  /** Runs what is due within a span from now. */
  public void runFor(long nanos) {
    runUntil(now + nanos);
  }

  /**
   * Runs events as long as a condition holds.
   *
   * @param withinNanos the span from now after which to stop
   * @return true if the condition no longer holds; false if it still does and the span has passed
   *     or there is nothing left to happen
   */
  public boolean runWhile(BooleanSupplier condition, long withinNanos) {
    long end = now + withinNanos;
    while (condition.getAsBoolean()) {
      if (queue.isEmpty() || next() - end > 0) {
        return false;
      }
      runNext();
    }
    return true;
  }

  private long next() {
    return origin + queue.nextTime();
  }

  private void runNext() {
    Event event = pending[queue.poll()];
    if (++events > eventsMax) {
      throw new IllegalStateException(
          "the story does not end: " + eventsMax + " events in " + elapsed() + " ns");
    }
    now = origin + queue.now();
    Runnable action = event.action;
    event.finish();
    action.run();
  }

  private final class Event implements Scheduled {
    private final int handle;
    private Runnable action;
    private boolean done;

    Event(int handle, Runnable action) {
      this.handle = handle;
      this.action = action;
    }

    /** Lets go of what the action needed: the event itself is kept until its place is needed. */
    void finish() {
      done = true;
      action = () -> {};
    }

    @Override
    public void cancel() {
      if (!done) {
        finish();
        queue.cancel(handle);
      }
    }
  }
}
