package dev.shoal.tracker;

import dev.shoal.announce.AnnounceException;
import dev.shoal.announce.UdpAnnounce;
import dev.shoal.announce.UdpRequest;
import dev.shoal.announce.UdpResponse;
import dev.shoal.base.Clock;
import dev.shoal.base.Locator;
import dev.shoal.net.Binding;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Http;
import dev.shoal.net.HttpClient;
import dev.shoal.net.Nearness;
import dev.shoal.net.SystemNames;
import dev.shoal.net.TcpTransport;
import dev.shoal.net.UdpSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether a tracker answers, found out without telling it of any torrent: over UDP by asking for a
 * connection id (BEP 15), over HTTP by an announce of nothing (BEP 3), which it refuses.
 */
public final class TrackerProbe {
  private static final int MAX_ANSWER = 64 << 10; // a refusal is a sentence
  private static final int DATAGRAM = 2048;

  private final Binding binding;
  private final Duration patience;

  /** A probe from these addresses, which waits so long for each answer. */
  public TrackerProbe(Binding binding, Duration patience) {
    this.binding = binding;
    this.patience = patience;
  }

  /**
   * How long it takes to answer.
   *
   * @throws ConnectionException if it does not; the message says why
   */
  public Duration ask(URI tracker) {
    Clock clock = Clock.system();
    try (SystemNames names = new SystemNames(binding)) {
      long start = clock.nanos();
      if ("udp".equalsIgnoreCase(tracker.getScheme())) {
        askUdp(tracker, names);
      } else {
        Http http = new HttpClient(new TcpTransport(binding), names, clock, Optional.empty());
        http.get(new Http.Query(tracker, Nearness.LOOPBACK, MAX_ANSWER, patience));
      }
      return Duration.ofNanos(clock.nanos() - start);
    }
  }

  private void askUdp(URI tracker, SystemNames names) {
    if (tracker.getPort() < 1) {
      throw new ConnectionException("the address has no port");
    }
    String host = tracker.getHost().replaceAll("^\\[|]$", "");
    InetAddress address = names.resolve(host).getFirst();
    Locator.Ip to = new Locator.Ip(address, tracker.getPort());
    try (UdpSocket socket = UdpSocket.towards(binding, to)) {
      int transaction = ThreadLocalRandom.current().nextInt();
      socket.send(UdpAnnounce.encode(new UdpRequest.Connect(transaction)), to);
      ByteBuffer answer = ByteBuffer.allocate(DATAGRAM);
      if (socket.receive(answer, patience).isEmpty()) {
        throw new ConnectionException("no answer in " + patience.toSeconds() + " s");
      }
      UdpResponse response =
          UdpAnnounce.decodeResponse(answer.flip(), address instanceof Inet6Address);
      if (response.transaction() != transaction) {
        throw new ConnectionException("it answers something else");
      }
    } catch (AnnounceException e) {
      throw new ConnectionException("it answers nonsense", e);
    }
  }
}
