package dev.shoal.host;

/** Makes timers. */
public interface Timers {
  /** A timer that runs this on a virtual thread each time it is due. */
  Timer timer(Runnable task);

  /** Runs its task at a time; not set at first. Methods may be called by any thread. */
  interface Timer extends AutoCloseable {
    /** Due at these {@link dev.shoal.base.Clock#nanos}, instead of earlier; MAX_VALUE: never. */
    void at(long nanos);

    /** Never again. */
    @Override
    void close();
  }
}
