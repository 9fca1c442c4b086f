package dev.shoal.net;

import java.net.InetAddress;
import java.util.List;

/** Turns host names into addresses. */
public interface Names {
  /**
   * All addresses of a host name or a written address, in the order to try.
   *
   * @throws ConnectionException if there are none, or names are not looked up (a node bound to
   *     loopback knows only written addresses and {@code localhost})
   */
  List<InetAddress> resolve(String host);
}
