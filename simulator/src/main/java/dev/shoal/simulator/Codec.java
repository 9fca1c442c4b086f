package dev.shoal.simulator;

import java.nio.ByteBuffer;

/**
 * How messages are bytes on the wire.
 *
 * @param <M> the messages
 */
public interface Codec<M> {
  /** The bytes of a message. */
  ByteBuffer write(M message);

  /**
   * The message that these bytes are.
   *
   * @throws RuntimeException if they are none; then the datagram is lost
   */
  M read(ByteBuffer bytes);
}
