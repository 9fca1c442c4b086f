package dev.shoal.bittorrent.session;

import dev.shoal.net.ConnectionException;

/** The other side took a connection and said nothing: it may want to be spoken to otherwise. */
final class UnansweredException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UnansweredException(ConnectionException cause) {
    super(cause);
  }
}
