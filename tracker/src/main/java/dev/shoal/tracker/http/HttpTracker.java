package dev.shoal.tracker.http;

import dev.shoal.base.Endpoint;
import dev.shoal.base.Locator;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Duplex;
import dev.shoal.tracker.desk.Service;
import dev.shoal.tracker.desk.Traffic;
import dev.shoal.tracker.gate.Networks;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/**
 * The HTTP side of a tracker on connections that it is given, each on the thread that brings it:
 * for those that come through TLS or through the port of a node.
 */
public final class HttpTracker implements AutoCloseable {
  private static final int ROOM_FOR_HEAD = 256;

  private final Service service;
  private final Traffic traffic;
  private final Networks proxies;
  private final Visits<Duplex> visits = new Visits<>(Duplex::close);

  /** Serves on connections; {@code proxies}: whose word counts on whom they ask for. */
  public HttpTracker(Service service, Traffic traffic, Networks proxies) {
    this.service = service;
    this.traffic = traffic;
    this.proxies = proxies;
  }

  /** Serves a connection until one side has had enough, and closes it; blocks. */
  public void serve(Duplex connection) {
    serve(connection, UnaryOperator.identity());
  }

  /** The same where a handshake comes first; how long that may take is bounded as well. */
  public void serve(Duplex raw, UnaryOperator<Duplex> handshake) {
    traffic.connects.increment();
    visits.enter(raw, service.clock().nanos());
    try (Duplex connection = handshake.apply(raw)) {
      serveAll(raw, connection);
    } catch (ConnectionException itIsGone) {
      raw.close(); // whoever wants an answer asks again
    } finally {
      visits.leave(raw);
    }
  }

  private void serveAll(Duplex raw, Duplex connection) {
    Locator.Ip remote = connection.remote();
    Endpoint from = Endpoint.of(remote.address(), remote.port());
    HttpTalk talk = new HttpTalk(service, traffic, proxies);
    ByteBuffer in = ByteBuffer.allocate(HttpTalk.MAX_HEAD).flip();
    ByteBuffer out = ByteBuffer.allocate(HttpTalk.MAX_ANSWER + ROOM_FOR_HEAD);
    HttpTalk.Turn turn = HttpTalk.Turn.ANSWERED;
    while (turn != HttpTalk.Turn.LAST) {
      if (turn == HttpTalk.Turn.ANSWERED) {
        visits.enter(raw, service.clock().nanos());
      }
      turn = talk.take(in, from, out);
      if (turn != HttpTalk.Turn.INCOMPLETE) {
        connection.write(new ByteBuffer[] {out});
      } else {
        in.compact();
        if (connection.read(new ByteBuffer[] {in}) < 0) {
          return;
        }
        in.flip();
      }
    }
  }

  /** Ends connections that have been silent too long; to be called about once a second. */
  public void sweep() {
    visits.sweep(service.clock().nanos());
  }

  @Override
  public void close() {
    visits.close();
  }
}
