package dev.shoal.tracker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What was opened so far and is to be closed in the end, the last one first. For one thread. */
final class Opened implements AutoCloseable {
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  <T extends AutoCloseable> Optional<T> of(Optional<T> opened) {
    opened.ifPresent(open::push);
    return opened;
  }

  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception nothingToSave) {
        // The others are closed all the same.
      }
    }
  }
}
