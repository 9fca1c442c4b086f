package dev.shoal.announce;

import dev.shoal.base.Clock;
import dev.shoal.base.Locator;
import dev.shoal.host.Host;
import dev.shoal.net.Binding;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.UdpSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Asks a tracker over UDP: one of its IPv4 addresses and one of its IPv6 addresses, as it names
 * peers of the family it is asked over (BEP 15) and knows us by both (BEP 7).
 */
final class UdpAsker implements Asker {
  /** How long an answer over one family waits for that over the other. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Host host;
  private final NamedTracker tracker;

  UdpAsker(Host host, NamedTracker tracker) {
    this.host = host;
    this.tracker = tracker;
  }

  @Override
  public TrackerReply ask(AnnounceRequest request, Duration patience) throws InterruptedException {
    List<Locator.Ip> addresses = addresses();
    BlockingQueue<TrackerReply> replies = new ArrayBlockingQueue<>(addresses.size());
    List<Thread> threads = new ArrayList<>();
    try {
      for (Locator.Ip address : addresses) {
        threads.add(
            Thread.ofVirtual()
                .name("announce " + address)
                .start(() -> replies.add(exchange(address, request, patience))));
      }
      return merged(replies, addresses.size());
    } finally {
      threads.forEach(Thread::interrupt); // which closes their sockets
    }
  }

  /** The first address of each family that may be spoken to. */
  private List<Locator.Ip> addresses() {
    List<InetAddress> all = host.names().resolve(bareHost());
    Binding binding = host.ports().binding();
    List<Locator.Ip> chosen = new ArrayList<>();
    for (boolean v6 : new boolean[] {false, true}) {
      all.stream()
          .filter(address -> CompactPeers.isV6(address) == v6)
          .filter(address -> tracker.namedBy().mayName(address) && binding.allows(address))
          .findFirst()
          .ifPresent(address -> chosen.add(new Locator.Ip(address, tracker.uri().getPort())));
    }
    if (chosen.isEmpty()) {
      throw new ConnectionException(
          all.stream().anyMatch(binding::allows)
              ? "its address is nearer than who named it"
              : "this node is bound to loopback");
    }
    return chosen;
  }

  private String bareHost() {
    String written = tracker.uri().getHost();
    return written.startsWith("[") ? written.substring(1, written.length() - 1) : written;
  }

  private static TrackerReply merged(BlockingQueue<TrackerReply> replies, int expected)
      throws InterruptedException {
    TrackerReply merged = replies.take();
    for (int i = 1; i < expected; i++) {
      boolean answered = merged instanceof TrackerReply.Answer;
      Optional<TrackerReply> next =
          answered
              ? Optional.ofNullable(replies.poll(GRACE.toMillis(), TimeUnit.MILLISECONDS))
              : Optional.of(replies.take());
      if (next.isPresent() && next.get() instanceof TrackerReply.Answer answer) {
        merged = merged instanceof TrackerReply.Answer first ? both(first, answer) : answer;
      }
    }
    return merged;
  }

  private static TrackerReply both(TrackerReply.Answer a, TrackerReply.Answer b) {
    Set<TrackerReply.Peer> peers = new LinkedHashSet<>(a.peers());
    peers.addAll(b.peers());
    return TrackerReply.Answer.of(
        Math.max(a.interval(), b.interval()),
        Math.max(a.seeds(), b.seeds()),
        Math.max(a.leechers(), b.leechers()),
        List.copyOf(peers));
  }

  private TrackerReply exchange(Locator.Ip address, AnnounceRequest request, Duration patience) {
    try (UdpSocket socket = UdpSocket.towards(host.ports().binding(), address)) {
      return new Talk(socket, address, host.clock())
          .run(new UdpExchange(address, request, patience, host.random("udp announce")));
    } catch (ConnectionException e) {
      return TrackerReply.Failure.because(String.valueOf(e.getMessage()));
    }
  }

  /** Carries one exchange over a socket. */
  private static final class Talk {
    private final UdpSocket socket;
    private final Locator.Ip address;
    private final Clock clock;
    private Optional<TrackerReply> reply = Optional.empty();

    Talk(UdpSocket socket, Locator.Ip address, Clock clock) {
      this.socket = socket;
      this.address = address;
      this.clock = clock;
    }

    TrackerReply run(UdpExchange exchange) {
      ByteBuffer in = ByteBuffer.allocate(UdpAnnounce.MAX_MESSAGE);
      long wake = exchange.on(new UdpExchange.Event.Begin(), clock.nanos(), this::carryOut);
      while (reply.isEmpty()) {
        Duration wait = Duration.ofNanos(Math.max(0, wake - clock.nanos()));
        UdpExchange.Event event =
            socket
                .receive(in.clear(), wait)
                .<UdpExchange.Event>map(from -> new UdpExchange.Event.Received(from, in.flip()))
                .orElseGet(UdpExchange.Event.Tick::new);
        wake = exchange.on(event, clock.nanos(), this::carryOut);
      }
      return reply.get();
    }

    private void carryOut(UdpExchange.Action action) {
      switch (action) {
        case UdpExchange.Action.Send(ByteBuffer datagram) -> socket.send(datagram, address);
        case UdpExchange.Action.Done(TrackerReply done) -> reply = Optional.of(done);
      }
    }
  }
}
