package dev.shoal.host;

import java.nio.ByteBuffer;

/** The node-wide pool of run buffers, with a hard budget of bytes. */
public interface Runs {
  /**
   * A run of at least this size; waits while the budget is used up: that is the back-pressure.
   *
   * @param size 1 byte to {@link Lease#MAX_LENGTH}
   */
  Run take(int size) throws InterruptedException;

  /** A buffer with one owner at a time; whoever owns it passes it on or releases it. */
  interface Run {
    /** The buffer, direct, with position 0 and the limit at the size asked for. */
    ByteBuffer buffer();

    /** Back to the pool; once. */
    void release();
  }
}
