package dev.shoal.net;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Makes connections to web servers. Each address is resolved, checked and dialled here, so that
 * what was checked is what is spoken to.
 *
 * @param proxy the person's HTTP proxy; it is asked (CONNECT) for addresses checked here
 */
record HttpDialer(
    Transport transport, Names names, Optional<Locator.Ip> proxy, Supplier<SSLContext> trust) {

  /**
   * Connects to the first address that answers.
   *
   * @param namedBy how near whoever named the target is
   * @throws ConnectionException if none does, or one of them is nearer than that
   */
  HttpLine dial(HttpTarget target, Nearness namedBy, HttpTime time) {
    List<InetAddress> addresses = names.resolve(target.host());
    addresses.forEach(address -> check(target, namedBy, address));
    ConnectionException failed = new ConnectionException("no address for " + target.host());
    int left = addresses.size();
    for (InetAddress address : addresses) {
      Locator.Ip server = new Locator.Ip(address, target.port());
      Duplex connection;
      try {
        connection = transport.dial(proxy.orElse(server), time.left().dividedBy(left--));
      } catch (ConnectionException e) {
        failed = e; // the next address may answer
        continue;
      }
      return open(target, server, connection, time);
    }
    throw failed;
  }

  /**
   * The rule of every hop.
   *
   * @throws ConnectionException if who named the target must not lead there
   */
  static void check(HttpTarget target, Nearness namedBy, InetAddress address) {
    if (!namedBy.mayName(address)) {
      throw new ConnectionException(
          target.host() + " is nearer than who named it: " + address.getHostAddress());
    }
  }

  private HttpLine open(HttpTarget target, Locator.Ip server, Duplex connection, HttpTime time) {
    try {
      return HttpLine.within(
          time.left(),
          connection,
          () -> {
            if (proxy.isPresent()) {
              tunnel(connection, server);
            }
            Duplex plain =
                target.tls()
                    ? TlsDuplex.client(connection, target.host(), trust.get())
                    : connection;
            return new HttpLine(target, server, connection, plain);
          });
    } catch (ConnectionException e) {
      connection.close();
      throw e;
    }
  }

  /** RFC 9110 9.3.6; the proxy gets the address, as a name might be another one there. */
  private static void tunnel(Duplex connection, Locator.Ip to) {
    HttpLine.write(connection, "CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n\r\n");
    AnswerParser parser = new AnswerParser(0);
    ByteBuffer one = ByteBuffer.allocate(1); // not a byte of what comes behind the head
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      if (connection.read(new ByteBuffer[] {one.clear()}) < 0) {
        parser.end();
      }
      head.append((char) one.get(0));
      parser.feed(one.flip());
    }
    if (parser.status() / 100 != 2) {
      throw new ConnectionException("the proxy refuses: " + parser.status());
    }
  }
}
