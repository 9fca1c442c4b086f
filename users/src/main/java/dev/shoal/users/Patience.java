package dev.shoal.users;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.BusyHandler;

/**
 * How a connection waits while another writes: it asks again every other millisecond. SQLite by
 * itself waits longer each time, up to a tenth of a second, and whoever writes one thing after the
 * other has begun the next by then: the others would give up without ever having had a turn.
 */
final class Patience extends BusyHandler {
  // What another process does with the file takes milliseconds, on a disk that others use a second.
  private static final long MOST = Duration.ofSeconds(5).toNanos();
  private static final long PAUSE = Duration.ofMillis(2).toNanos();

  private long start; // a connection is used by one thread at a time

  @Override
  protected int callback(int asked) {
    long now = System.nanoTime();
    if (asked == 0) {
      start = now;
    }
    boolean interrupted = Thread.interrupted(); // or there would be no pause
    LockSupport.parkNanos(PAUSE);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return now - start < MOST ? 1 : 0;
  }
}
