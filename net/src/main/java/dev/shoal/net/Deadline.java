package dev.shoal.net;

import java.time.Duration;

/**
 * A watch over a connection that closes it when time is up, so that whoever waits on it wakes. Use
 * it in a {@code try}: leaving the block in time calls it off.
 */
public final class Deadline implements AutoCloseable {
  private final Duplex connection;
  private final Thread watch;
  private boolean calledOff;
  private boolean passed;

  /** Starts to watch. */
  public Deadline(Duplex connection, Duration after) {
    this.connection = connection;
    this.watch = Thread.ofVirtual().name("deadline").start(() -> sleep(after));
  }

  /** Whether time was up before it was called off. */
  public synchronized boolean passed() {
    return passed;
  }

  /** Calls it off; a connection that was closed in time stays closed. */
  @Override
  public void close() {
    synchronized (this) {
      calledOff = true;
    }
    watch.interrupt();
  }

  private void sleep(Duration after) {
    try {
      Thread.sleep(after);
    } catch (InterruptedException itWasCalledOff) {
      return;
    }
    synchronized (this) {
      if (calledOff) {
        return;
      }
      passed = true;
    }
    connection.close();
  }
}
