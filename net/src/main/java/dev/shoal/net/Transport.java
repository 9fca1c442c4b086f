package dev.shoal.net;

import dev.shoal.base.Locator;
import java.time.Duration;
import java.util.function.Consumer;

/** A way to make connections: TCP today. */
public interface Transport {
  /**
   * Connects, waiting at most {@code timeout}.
   *
   * @throws ConnectionException if nobody answers, with the reason
   */
  Duplex dial(Locator.Ip to, Duration timeout);

  /**
   * Listens on every address of the binding, at one port for all of them.
   *
   * @param port 1 to 65535, or 0 for any free one
   * @param accepted gets each connection on a virtual thread of its own, which it may keep
   * @throws dev.shoal.base.Problem of kind CONFLICT if the port is taken
   */
  Listener listen(int port, Consumer<Duplex> accepted);

  /** An open listening port. */
  interface Listener extends AutoCloseable {
    /** The port that is open. */
    int port();

    @Override
    void close();
  }
}
