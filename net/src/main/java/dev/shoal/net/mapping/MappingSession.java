package dev.shoal.net.mapping;

import dev.shoal.base.Clock;
import dev.shoal.base.Locator;
import dev.shoal.net.Binding;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Link;
import dev.shoal.net.Multicast;
import dev.shoal.net.MulticastSockets;
import dev.shoal.net.UdpSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One {@link MappingCore} at work, on the sockets of one network: until nobody opens the port, or
 * it is closed.
 */
final class MappingSession implements AutoCloseable {
  /** PCP and NAT-PMP: where a gateway listens, and where it says that it began anew. */
  static final int GATEWAY_PORT = 5351;

  private static final Multicast.Group ANNOUNCEMENTS =
      new Multicast.Group(
          InetAddress.ofLiteral("224.0.0.1"), InetAddress.ofLiteral("ff02::1"), 5350);
  private static final Multicast.Group SEARCH =
      new Multicast.Group(
          InetAddress.ofLiteral("239.255.255.250"), InetAddress.ofLiteral("ff02::c"), 1900);

  /** Events that wait for the core, which takes microseconds for one; more are lost. */
  private static final int WAITING = 64;

  /** Descriptions that are read: each gateway answers for several targets with the same one. */
  private static final int MAX_DESCRIPTIONS = 8;

  private static final int MAX_DATAGRAM = 1100; // RFC 6887 7
  private static final Duration LONG = Duration.ofDays(1);

  private final Clock clock;
  private final Consumer<Outcome> listener;
  private final List<Link> links;
  private final RouterPages pages;
  private final BlockingQueue<MappingEvent> events = new ArrayBlockingQueue<>(WAITING);
  private final Set<URI> described = new HashSet<>(); // guarded by itself
  private final MappingCore core;
  private final Optional<Locator.Ip> gateway;
  private final Optional<UdpSocket> socket;
  private final Optional<Multicast> announcements;
  private final Multicast search;
  private boolean done;

  /**
   * A session that has begun nothing.
   *
   * @param gateway where PCP and NAT-PMP are spoken
   */
  MappingSession(
      Wish wish, List<InetAddress> own, Optional<Locator.Ip> gateway, PortMapper.Surface surface) {
    Binding binding = surface.bound(own);
    this.clock = surface.clock();
    this.listener = surface.listener();
    this.links = Link.of(binding);
    this.pages = new RouterPages(binding, clock);
    this.core = new MappingCore(wish, surface.random());
    this.gateway = gateway;
    this.socket = gateway.flatMap(it -> open(binding, it));
    this.announcements =
        gateway.map(_ -> MulticastSockets.join(binding, ANNOUNCEMENTS, new Announcements()));
    this.search = MulticastSockets.ask(binding, SEARCH, new Answers());
    socket.ifPresent(it -> Thread.ofVirtual().name("gateway").start(() -> receive(it)));
  }

  private static Optional<UdpSocket> open(Binding binding, Locator.Ip gateway) {
    try {
      return Optional.of(UdpSocket.towards(binding, gateway));
    } catch (ConnectionException noWay) {
      return Optional.empty();
    }
  }

  /** Works until it is over; the thread that calls it does the work. */
  void run() throws InterruptedException {
    long wake = step(new MappingEvent.Tick());
    while (!done) {
      long wait = wake == MappingCore.NEVER ? LONG.toNanos() : wake - clock.nanos();
      MappingEvent event = events.poll(Math.max(0, wait), TimeUnit.NANOSECONDS);
      wake = step(event == null ? new MappingEvent.Tick() : event);
    }
  }

  private long step(MappingEvent event) {
    return core.on(event, clock.nanos(), this::carryOut);
  }

  private void carryOut(MappingAction action) {
    switch (action) {
      case MappingAction.Send it -> send(it.datagram());
      case MappingAction.Search _ ->
          Ssdp.TARGETS.forEach(target -> search.send(ByteBuffer.wrap(Ssdp.search(target))));
      case MappingAction.Call it ->
          Thread.ofVirtual()
              .name("router")
              .start(() -> tell(new MappingEvent.Replied(pages.call(it.to(), it.request()))));
      case MappingAction.Tell it -> listener.accept(it.outcome());
      case MappingAction.Done _ -> done = true;
    }
  }

  /** Tells the core; for any thread. */
  private void tell(MappingEvent event) {
    try {
      // A reply must not be lost, and the core is quick; after its end nobody takes them.
      boolean _ = events.offer(event, 1, TimeUnit.SECONDS);
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has what is open closed; for any thread. */
  void end() {
    tell(new MappingEvent.Close());
  }

  private void send(byte[] datagram) {
    try {
      socket.ifPresentOrElse(
          it -> it.send(ByteBuffer.wrap(datagram), gateway.orElseThrow()),
          () -> events.offer(new MappingEvent.NobodyThere()));
    } catch (ConnectionException lost) {
      return; // it is sent again
    }
  }

  /** What the system lets through came from the gateway and its port: the socket is connected. */
  private void receive(UdpSocket from) {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_DATAGRAM);
    while (true) {
      try {
        if (from.receive(buffer.clear(), LONG).isPresent()) {
          boolean _ = events.offer(new MappingEvent.Heard(bytes(buffer.flip())));
        }
      } catch (ConnectionException e) {
        if (from.isClosed()) {
          return;
        }
        boolean _ = events.offer(new MappingEvent.NobodyThere());
      }
    }
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  /** What the gateway says to all (RFC 6886 3.2.1, RFC 6887 14.1); what others say counts not. */
  private final class Announcements implements Multicast.Listener {
    @Override
    public void heard(ByteBuffer datagram, Locator.Ip from) {
      if (gateway.filter(from::equals).isPresent()) {
        boolean _ = events.offer(new MappingEvent.Heard(bytes(datagram)));
      }
    }

    @Override
    public void answered(ByteBuffer datagram, Locator.Ip from) {}
  }

  /**
   * What routers answer to the search; they are on the link, else it would not arrive here. If the
   * way out is known it is that router's alone: another machine would open a port of no use, and
   * lead others astray by an outer address of its choice.
   */
  private final class Answers implements Multicast.Listener {
    @Override
    public void heard(ByteBuffer datagram, Locator.Ip from) {}

    @Override
    public void answered(ByteBuffer datagram, Locator.Ip from) {
      Ssdp.location(bytes(datagram), from.address())
          .filter(_ -> gateway.map(it -> it.address().equals(from.address())).orElse(true))
          .filter(MappingSession.this::isNew)
          .ifPresent(
              uri -> Thread.ofVirtual().name("router").start(() -> describe(uri, from.address())));
    }
  }

  private boolean isNew(URI description) {
    synchronized (described) {
      return described.size() < MAX_DESCRIPTIONS && described.add(description);
    }
  }

  private void describe(URI description, InetAddress router) {
    Optional<InetAddress> own = own(router);
    List<DeviceDescription.Service> services = pages.services(description, router);
    if (own.isPresent() && !services.isEmpty()) {
      tell(
          new MappingEvent.Found(
              services.stream().map(it -> new Control(it, router, own.get())).toList()));
    }
  }

  /** This machine's address on the link that the router is on. */
  private Optional<InetAddress> own(InetAddress router) {
    return links.stream()
        .filter(link -> link.has(router))
        .flatMap(link -> link.addresses().stream())
        .map(InterfaceAddress::getAddress)
        .filter(Inet4Address.class::isInstance)
        .findFirst();
  }

  @Override
  public void close() {
    socket.ifPresent(UdpSocket::close);
    announcements.ifPresent(Multicast::close);
    search.close();
  }
}
