package dev.shoal.net;

import dev.shoal.base.Locator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A connection to a web server, through a proxy and TLS if need be.
 *
 * @param to whose it is
 * @param server the address that was checked and is spoken to
 * @param raw the connection itself: closing it wakes whoever waits
 * @param plain what requests are written to
 */
record HttpLine(HttpTarget to, Locator.Ip server, Duplex raw, Duplex plain)
    implements AutoCloseable {

  /** A conversation that must be over in time. */
  interface Talk<T> {
    T run();
  }

  /**
   * Runs this, and closes the connection if it takes too long.
   *
   * @throws ConnectionException that says so
   */
  static <T> T within(Duration time, Duplex connection, Talk<T> talk) {
    try (Deadline deadline = new Deadline(connection, time)) {
      try {
        return talk.run();
      } catch (ConnectionException e) {
        throw deadline.passed() ? new ConnectionException("no answer in time", e) : e;
      }
    }
  }

  <T> T within(Duration time, Talk<T> talk) {
    return within(time, raw, talk);
  }

  static void write(Duplex line, String text) {
    line.write(new ByteBuffer[] {ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))});
  }

  @Override
  public void close() {
    raw.close();
  }
}
