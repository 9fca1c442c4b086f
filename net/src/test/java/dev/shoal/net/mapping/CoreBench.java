package dev.shoal.net.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/** A core with a gateway and a router, in virtual time that overflows soon. */
final class CoreBench {
  static final InetAddress OWN = InetAddress.ofLiteral("192.168.7.2");
  static final InetAddress ROUTER = InetAddress.ofLiteral("192.168.7.1");
  static final InetAddress OUTER = InetAddress.ofLiteral("100.0.0.1");
  static final long START = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(2);
  static final int PORT = 7462;

  final FakeGateway gateway = new FakeGateway();
  final List<Soap.Request> calls = new ArrayList<>();
  final List<Outcome> told = new ArrayList<>();
  final Deque<MappingEvent> events = new ArrayDeque<>();
  Function<Soap.Request, Soap.Answer> service = CoreBench::grants;
  List<Control> routers = List.of();
  MappingCore core = core(Optional.of(ROUTER));
  long now = START;
  long wake = START;
  int searches;
  boolean done;

  private static MappingCore core(Optional<InetAddress> gateway) {
    return new MappingCore(new Wish(PORT, OWN, gateway, 3600), new Random(1));
  }

  static Control router(String type) {
    URI uri = URI.create("http://192.168.7.1:5000/ctl");
    return new Control(
        new DeviceDescription.Service("urn:schemas-upnp-org:service:" + type, uri), ROUTER, OWN);
  }

  static Soap.Answer grants(Soap.Request request) {
    return switch (request) {
      case Soap.Request.Address _ -> new Soap.Answer.Address(OUTER);
      case Soap.Request.Add it -> new Soap.Answer.Done(it.external());
      case Soap.Request.Delete it -> new Soap.Answer.Done(it.external());
    };
  }

  static Outcome mapped(Way way, int port) {
    return new Outcome.Mapped(way, ROUTER, new Locator.Ip(OUTER, port), OptionalInt.of(port));
  }

  void carryOut(MappingAction action) {
    switch (action) {
      case MappingAction.Send it ->
          gateway.answer(it.datagram()).map(MappingEvent.Heard::new).ifPresent(events::add);
      case MappingAction.Search _ -> {
        searches++;
        if (!routers.isEmpty()) {
          events.add(new MappingEvent.Found(routers));
        }
      }
      case MappingAction.Call it -> {
        calls.add(it.request());
        events.add(new MappingEvent.Replied(service.apply(it.request())));
      }
      case MappingAction.Tell it -> told.add(it.outcome());
      case MappingAction.Done _ -> done = true;
    }
  }

  void on(MappingEvent event) {
    events.add(event);
    while (!events.isEmpty()) {
      wake = core.on(events.remove(), now, this::carryOut);
    }
  }

  /** Lets time pass, and wakes the core whenever it wants. */
  void pass(long millis) {
    long until = now + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!done && wake != MappingCore.NEVER && wake - until <= 0) {
      assertThat(wake - now).as("a core that spins").isNotNegative();
      gateway.epoch += TimeUnit.NANOSECONDS.toSeconds(wake - now);
      now = wake;
      long before = wake;
      on(new MappingEvent.Tick());
      assertThat(wake).isNotEqualTo(before);
    }
    gateway.epoch += TimeUnit.NANOSECONDS.toSeconds(until - now);
    now = until;
  }

  void begin() {
    on(new MappingEvent.Tick());
  }

  /** There is no gateway, so that UPnP alone is asked: these services. */
  void upnpOnly(String... types) {
    core = core(Optional.empty());
    routers = Stream.of(types).map(CoreBench::router).toList();
  }
}
