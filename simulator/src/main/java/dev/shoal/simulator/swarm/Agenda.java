package dev.shoal.simulator.swarm;

import dev.shoal.world.EventQueue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is to happen, in the order of its time; of the same time, in the order in which it was
 * added.
 */
final class Agenda {
  /** No entry. */
  static final int NONE = -1;

  private final EventQueue queue = new EventQueue();
  private @Nullable Task[] tasks = new Task[1024]; // by handle

  /** The time of what happened last. */
  long now() {
    return queue.now();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Puts it down; returns by what it can be cancelled until it happens. */
  int add(long time, Task task) {
    int handle = queue.add(Math.max(time, queue.now()));
    if (handle >= tasks.length) {
      tasks = Arrays.copyOf(tasks, handle + handle / 2);
    }
    tasks[handle] = task;
    return handle;
  }

  /** Takes out what has not happened yet. */
  void cancel(int handle) {
    queue.cancel(handle);
    tasks[handle] = null;
  }

  /** Takes out the next one; from now on it is its time. */
  Task next() {
    int handle = queue.poll();
    Task task = tasks[handle];
    if (task == null) {
      throw new IllegalStateException("no task of event " + handle);
    }
    tasks[handle] = null;
    return task;
  }
}
