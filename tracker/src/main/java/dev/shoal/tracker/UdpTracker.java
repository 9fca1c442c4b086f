package dev.shoal.tracker;

import dev.shoal.announce.AnnounceException;
import dev.shoal.announce.AnnounceRequest;
import dev.shoal.announce.TrackerReply;
import dev.shoal.announce.UdpAnnounce;
import dev.shoal.announce.UdpRequest;
import dev.shoal.announce.UdpResponse;
import dev.shoal.base.Locator;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.UdpSocket;
import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The UDP side of a tracker (BEP 15): a platform thread for each socket. Until an address is proven
 * by its connection id, nothing longer than the request is sent to it, as it may be another's.
 */
final class UdpTracker implements AutoCloseable {
  /** The longest request that counts: a scrape of 74 torrents has 1,496 bytes. */
  private static final int MAX_REQUEST = 2048;

  /** IPv6 peers in an answer, so that it fits the packet that every IPv6 link carries: 1,280. */
  private static final int MAX_V6_PEERS = 66;

  private static final Duration FOREVER = Duration.ofDays(1);

  /** How long closing waits for the threads: the port is free once none is in the socket. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final List<UdpSocket> sockets;
  private final TrackerDesk desk;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  /**
   * Serves at these sockets, which it owns.
   *
   * @param key for {@link ConnectionIds}
   */
  UdpTracker(List<UdpSocket> sockets, TrackerDesk desk, byte[] key) {
    this.sockets = List.copyOf(sockets);
    this.desk = desk;
    for (UdpSocket socket : this.sockets) {
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("tracker udp " + socket.port())
              .start(() -> serve(socket, new ConnectionIds(key))));
    }
  }

  int port() {
    return sockets.getFirst().port();
  }

  @Override
  public void close() {
    closed = true;
    sockets.forEach(UdpSocket::close);
    try {
      for (Thread thread : threads) {
        thread.join(FAREWELL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(UdpSocket socket, ConnectionIds ids) {
    ByteBuffer in = ByteBuffer.allocate(MAX_REQUEST);
    while (!closed) {
      try {
        Optional<Locator.Ip> from = socket.receive(in.clear(), FOREVER);
        if (from.isPresent()) {
          answer(in.flip(), from.get(), ids)
              .ifPresent(response -> {
                boolean v6 = isV6(from.get());
                socket.send(UdpAnnounce.encode(response, v6), from.get());
              });
        }
      } catch (ConnectionException oneDatagram) {
        // It cannot be answered; or this was closed, and the loop ends.
      }
    }
  }

  /** The answer to a datagram; none to what is malformed or proves nothing. */
  private Optional<UdpResponse> answer(ByteBuffer in, Locator.Ip from, ConnectionIds ids) {
    UdpRequest request;
    try {
      request = UdpAnnounce.decodeRequest(in);
    } catch (AnnounceException noise) {
      return Optional.empty();
    }
    long now = desk.clock().nanos();
    return switch (request) {
      case UdpRequest.Connect(int transaction) ->
          Optional.of(new UdpResponse.Connected(transaction, ids.issue(from.address(), now)));
      case UdpRequest.Announce(long id, int transaction, AnnounceRequest announce)
          when ids.isValid(id, from.address(), now) ->
          Optional.of(response(transaction, announce(announce, from)));
      case UdpRequest.Scrape scrape when ids.isValid(scrape.connection(), from.address(), now) ->
          Optional.of(
              new UdpResponse.Scraped(scrape.transaction(), desk.scrape(scrape.infoHashes())));
      default -> Optional.empty();
    };
  }

  private TrackerReply announce(AnnounceRequest request, Locator.Ip from) {
    TrackerReply reply = desk.announce(request, from.address(), TrackerCore.Families.OWN);
    if (isV6(from) && reply instanceof TrackerReply.Answer answer) {
      int named = Math.min(answer.peers().size(), MAX_V6_PEERS);
      return TrackerReply.Answer.of(
          answer.interval(), answer.seeds(), answer.leechers(), answer.peers().subList(0, named));
    }
    return reply;
  }

  private static UdpResponse response(int transaction, TrackerReply reply) {
    return switch (reply) {
      case TrackerReply.Answer answer -> new UdpResponse.Announced(transaction, answer);
      case TrackerReply.Failure(String reason, TrackerReply.Retry _) ->
          new UdpResponse.Failed(transaction, reason);
    };
  }

  private static boolean isV6(Locator.Ip locator) {
    return !(locator.address() instanceof Inet4Address);
  }
}
