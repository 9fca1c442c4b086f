package dev.shoal.net;

import dev.shoal.base.Locator;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Reads stretches of files from web servers, one after the other (RFC 9110 14). The connection is
 * kept from one to the next where the server allows it. One thread uses it; {@link #close} may come
 * from any and wakes that one.
 */
public interface HttpRanges extends AutoCloseable {
  /**
   * Asks for a stretch of a file, following redirects, and lets go of what was not read of the
   * answer before. Where a file was found by redirects is remembered for the next stretch of it.
   *
   * <p>An address that is not global must not have a query: files need none, and a stranger could
   * make local services do things by it.
   *
   * @param first the first byte of the file that is wanted
   * @param last the last one
   * @throws ConnectionException if there is no answer in time, a hop is refused, or the answer
   *     breaks the rules or a limit
   */
  Head ask(URI uri, long first, long last);

  /**
   * Fills the buffer with the next bytes of the body. Returns how many came: fewer than fit only at
   * its end.
   *
   * @throws ConnectionException if they do not come in time, or the connection broke
   */
  int read(ByteBuffer into);

  /** Ends the connection; nothing can be asked afterwards. */
  @Override
  void close();

  /**
   * How an answer begins.
   *
   * @param status 200 to 599, never a redirect that was followed
   * @param headers by lower-case name; of several with one name the last
   * @param server where it came from at last
   */
  record Head(int status, Map<String, String> headers, Locator.Ip server) {}
}
