package dev.shoal.announce;

import dev.shoal.base.Locator;
import dev.shoal.host.Host;
import dev.shoal.net.Binding;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.UdpSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Carries exchanges with one UDP tracker over sockets; blocks. */
record UdpTalk(Host host, NamedTracker tracker) {

  /**
   * The first address of each family that may be spoken to.
   *
   * @throws ConnectionException if there is none
   */
  List<Locator.Ip> addresses() {
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

  /**
   * Asks at one address and waits for the response.
   *
   * @throws ConnectionException if nothing can be sent there
   */
  UdpResponse ask(Locator.Ip address, UdpExchange.Question question, Duration patience) {
    try (UdpSocket socket = UdpSocket.towards(host.ports().binding(), address)) {
      UdpExchange exchange =
          new UdpExchange(address, question, patience, host.random("udp announce"));
      return new Turns(this, socket, address).run(exchange);
    }
  }

  /** One exchange over one socket. */
  private static final class Turns {
    private final UdpTalk talk;
    private final UdpSocket socket;
    private final Locator.Ip address;
    private Optional<UdpResponse> response = Optional.empty();

    Turns(UdpTalk talk, UdpSocket socket, Locator.Ip address) {
      this.talk = talk;
      this.socket = socket;
      this.address = address;
    }

    private long now() {
      return talk.host.clock().nanos();
    }

    UdpResponse run(UdpExchange exchange) {
      ByteBuffer in = ByteBuffer.allocate(UdpAnnounce.MAX_MESSAGE);
      long wake = exchange.on(new UdpExchange.Event.Begin(), now(), this::carryOut);
      while (response.isEmpty()) {
        Duration wait = Duration.ofNanos(Math.max(0, wake - now()));
        UdpExchange.Event event =
            socket
                .receive(in.clear(), wait)
                .<UdpExchange.Event>map(from -> new UdpExchange.Event.Received(from, in.flip()))
                .orElseGet(UdpExchange.Event.Tick::new);
        wake = exchange.on(event, now(), this::carryOut);
      }
      return response.get();
    }

    private void carryOut(UdpExchange.Action action) {
      switch (action) {
        case UdpExchange.Action.Send(ByteBuffer datagram) -> socket.send(datagram, address);
        case UdpExchange.Action.Done(UdpResponse done) -> response = Optional.of(done);
      }
    }
  }
}
