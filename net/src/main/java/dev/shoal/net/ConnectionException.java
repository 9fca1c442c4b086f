package dev.shoal.net;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;

/** A connection could not be made, or broke. The message says why in a few words. */
public final class ConnectionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With the words for a person. */
  public ConnectionException(String why) {
    super(why);
  }

  /** With the words for a person and the technical cause. */
  public ConnectionException(String why, Throwable cause) {
    super(why, cause);
  }

  /** What the operating system said, in a few words. */
  static ConnectionException of(IOException cause) {
    return new ConnectionException(words(cause), cause);
  }

  private static String words(IOException cause) {
    String message = cause.getMessage();
    String said = message == null ? "broken" : message.toLowerCase(Locale.ROOT);
    return switch (cause) {
      case SocketTimeoutException _ -> "no answer in time";
      case ClosedChannelException _ -> "closed by this side";
      case PortUnreachableException _ -> "nobody listens there";
      case NoRouteToHostException _ -> "no way to that address";
      case ConnectException _ when said.contains("refused") -> "connection refused";
      default -> {
        if (said.contains("reset") || said.contains("broken pipe")) {
          yield "closed by the other side";
        }
        if (said.contains("socket closed")) {
          yield "closed by this side";
        }
        yield said.contains("unreachable") ? "no way to that address" : said;
      }
    };
  }
}
