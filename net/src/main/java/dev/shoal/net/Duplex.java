package dev.shoal.net;

import dev.shoal.base.Locator;
import java.nio.ByteBuffer;

/**
 * A connection, whatever carries it. One thread reads and one writes; {@link #close} may come from
 * any thread and wakes both.
 */
public interface Duplex extends AutoCloseable {
  /**
   * Waits for bytes and fills the buffers in their order.
   *
   * @return how many came, 1 or more; -1 at the end
   * @throws ConnectionException if the connection broke or was closed by this side
   */
  long read(ByteBuffer[] into);

  /**
   * Writes all that remains in the buffers; the bytes in them stay as they are.
   *
   * @throws ConnectionException if the connection broke or was closed
   */
  void write(ByteBuffer[] from);

  /** The address of this side. */
  Locator.Ip local();

  /** The address of the other side. */
  Locator.Ip remote();

  /** Ends the connection; again and by any thread is fine. */
  @Override
  void close();
}
