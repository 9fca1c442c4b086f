package dev.shoal.bittorrent.peer;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The turn at a core that the threads of one connection take; nobody waits while he has it. */
final class TurnLock {
  private final ReentrantLock lock = new ReentrantLock();

  <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }
}
