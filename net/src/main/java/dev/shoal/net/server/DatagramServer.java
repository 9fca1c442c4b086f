package dev.shoal.net.server;

import dev.shoal.base.Endpoint;
import java.nio.ByteBuffer;

/** A UDP socket whose one thread answers what comes. Any thread closes it. */
public interface DatagramServer extends AutoCloseable {
  /** The longest datagram that is received and that is sent, in bytes. */
  int MOST_BYTES = 2048;

  /** Who answers. */
  interface Answerer {
    /**
     * Answers a datagram.
     *
     * @param in its bytes, from position 0 to the limit, big-endian; to be read before the end of
     *     the call
     * @param from where it came from
     * @param out gets the answer, from position 0 to the limit; {@link #MOST_BYTES} fit
     * @return whether there is one
     */
    boolean answer(ByteBuffer in, Endpoint from, ByteBuffer out);
  }

  /** Its port. */
  int port();

  /** Answers on this thread, which is a platform thread, until it is closed. */
  void serve(Answerer answerer);

  /** Ends {@link #serve}; the port is free once that has returned. */
  @Override
  void close();
}
