package dev.shoal.bittorrent.peer;

/** Waits for threads that end by themselves. */
public final class Joining {
  private Joining() {}

  /** Waits until the thread has ended; an interrupt is kept for later. */
  public static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
