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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In virtual time, from a moment at which the count of nanoseconds overflows. */
class MappingCoreTest {
  private static final InetAddress OWN = InetAddress.ofLiteral("192.168.7.2");
  private static final InetAddress ROUTER = InetAddress.ofLiteral("192.168.7.1");
  private static final InetAddress OUTER = InetAddress.ofLiteral("100.0.0.1");
  private static final long START = Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(2);
  private static final int PORT = 7462;

  private final FakeGateway gateway = new FakeGateway();
  private final List<Soap.Request> calls = new ArrayList<>();
  private final List<Outcome> told = new ArrayList<>();
  private final Deque<MappingEvent> events = new ArrayDeque<>();
  private Function<Soap.Request, Soap.Answer> service = MappingCoreTest::grants;
  private List<Control> routers = List.of();
  private MappingCore core = core(Optional.of(ROUTER));
  private long now = START;
  private long wake = START;
  private int searches;
  private boolean done;

  private static MappingCore core(Optional<InetAddress> gateway) {
    return new MappingCore(new Wish(PORT, OWN, gateway, 3600), new Random(1));
  }

  private static Control router(String type) {
    URI uri = URI.create("http://192.168.7.1:5000/ctl");
    return new Control(
        new DeviceDescription.Service("urn:schemas-upnp-org:service:" + type, uri), ROUTER, OWN);
  }

  private static Soap.Answer grants(Soap.Request request) {
    return switch (request) {
      case Soap.Request.Address _ -> new Soap.Answer.Address(OUTER);
      case Soap.Request.Add it -> new Soap.Answer.Done(it.external());
      case Soap.Request.Delete it -> new Soap.Answer.Done(it.external());
    };
  }

  private static Outcome mapped(Way way, int port) {
    return new Outcome.Mapped(way, ROUTER, new Locator.Ip(OUTER, port), OptionalInt.of(port));
  }

  private void carryOut(MappingAction action) {
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

  private void on(MappingEvent event) {
    events.add(event);
    while (!events.isEmpty()) {
      wake = core.on(events.remove(), now, this::carryOut);
    }
  }

  /** Lets time pass, and wakes the core whenever it wants. */
  private void pass(long millis) {
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

  private void begin() {
    on(new MappingEvent.Tick());
  }

  @Test
  void pcpIsAskedFirst() {
    routers = List.of(router("WANIPConnection:1"));
    begin();
    assertThat(told).containsExactly(mapped(Way.PCP, PORT));
    assertThat(gateway.open).containsOnlyKeys("TCP 7462", "UDP 7462");
    assertThat(calls).isEmpty();
  }

  @Test
  void natPmpIsAskedIfTheGatewaySpeaksNoPcp() {
    gateway.pcp = false;
    begin();
    assertThat(told).containsExactly(mapped(Way.NAT_PMP, PORT));
    on(new MappingEvent.Close());
    assertThat(gateway.open).isEmpty();
    assertThat(done).isTrue();
  }

  @Test
  void anotherPortThanTheWishedOneIsTaken() {
    gateway.externalPort = 9000;
    begin();
    assertThat(told).containsExactly(mapped(Way.PCP, 9000));
  }

  @Test
  void whatIsLostIsAskedAgain() {
    gateway.silent = true;
    begin();
    pass(249);
    assertThat(gateway.asked).isEqualTo(1);
    pass(1);
    assertThat(gateway.asked).isEqualTo(2);
    pass(499);
    assertThat(gateway.asked).isEqualTo(2);
    gateway.silent = false;
    pass(1);
    assertThat(told).containsExactly(mapped(Way.PCP, PORT));
  }

  @Test
  void nobodyAnswers() {
    gateway.silent = true;
    begin();
    pass(3749);
    assertThat(done).isFalse();
    pass(1);
    assertThat(told).containsExactly(new Outcome.Refused(List.of()));
    assertThat(done).isTrue();
    assertThat(gateway.asked).isEqualTo(GatewayTalk.TRIES);
    assertThat(searches).isEqualTo(UpnpTalk.SEARCHES);
  }

  @Test
  void upnpWaitsForTheHeadStartOfTheOthers() {
    gateway.silent = true;
    routers = List.of(router("WANIPConnection:1"));
    begin();
    pass(999);
    assertThat(calls).isEmpty();
    pass(1);
    assertThat(told).containsExactly(mapped(Way.UPNP, PORT));
    assertThat(calls).hasSize(3);
  }

  @Test
  void upnpNeedNotWaitIfNobodyIsAtTheGatewaysPort() {
    gateway.silent = true;
    routers = List.of(router("WANIPConnection:1"));
    begin();
    on(new MappingEvent.NobodyThere());
    assertThat(told).containsExactly(mapped(Way.UPNP, PORT));
  }

  @Test
  void aRefusalIsToldWithItsReason() {
    gateway.result = 2;
    begin();
    pass(3000);
    assertThat(told).containsExactly(new Outcome.Refused(List.of("PCP: not authorized")));
    assertThat(done).isTrue();
  }

  @Test
  void whereNoGatewayIsKnownUpnpAloneIsAsked() {
    core = core(Optional.empty());
    routers = List.of(router("WANPPPConnection:1"));
    begin();
    assertThat(told).containsExactly(mapped(Way.UPNP, PORT));
    assertThat(gateway.asked).isZero();
  }

  @Test
  void itIsRenewedAtHalfOfItsTime() {
    gateway.lifetime = 600;
    begin();
    pass(299_999);
    assertThat(gateway.asked).isEqualTo(2);
    pass(1);
    assertThat(gateway.asked).isEqualTo(4);
    pass(300_000);
    assertThat(gateway.asked).isEqualTo(6);
    assertThat(told).as("nothing is new").hasSize(1);
  }

  @Test
  void upnpIsRenewedToo() {
    core = core(Optional.empty());
    routers = List.of(router("WANIPConnection:2"));
    begin();
    assertThat(calls.get(1)).isInstanceOf(Soap.Request.Add.class);
    pass(1_800_000);
    assertThat(calls).hasSize(6);
    assertThat(told).hasSize(1);
  }

  @Test
  void anEpochThatBeginsAnewShowsARestart() {
    begin();
    pass(60_000);
    gateway.open.clear();
    gateway.epoch = 1;
    byte[] announcement = new byte[24]; // RFC 6887 14.1
    announcement[0] = Pcp.VERSION;
    announcement[1] = (byte) 0x80;
    announcement[11] = 1;
    on(new MappingEvent.Heard(announcement));
    assertThat(gateway.open).hasSize(2);
    assertThat(gateway.asked).isEqualTo(4);
    on(new MappingEvent.Heard(announcement));
    assertThat(gateway.asked).isEqualTo(4);
    pass(1_800_000);
    assertThat(gateway.asked).isEqualTo(6);
  }

  @Test
  void anotherOuterAddressIsTold() {
    gateway.pcp = false;
    begin();
    gateway.external = InetAddress.ofLiteral("100.0.0.9");
    on(new MappingEvent.Heard(gateway.answer(NatPmp.address()).orElseThrow()));
    assertThat(told).hasSize(2);
    assertThat(((Outcome.Mapped) told.getLast()).external().address()).isEqualTo(gateway.external);
  }

  @Test
  void aGatewayThatGoesIsLookedForAnew() {
    routers = List.of();
    begin();
    gateway.silent = true;
    pass(1_800_000);
    routers = List.of(router("WANIPConnection:1"));
    pass(6_000);
    assertThat(told).containsExactly(mapped(Way.PCP, PORT), mapped(Way.UPNP, PORT));
    gateway.silent = false;
    on(new MappingEvent.Close());
    assertThat(calls.getLast()).isEqualTo(new Soap.Request.Delete(Carrier.UDP, PORT));
    assertThat(gateway.open).isEmpty();
  }

  @Test
  void strangersAreNotBelieved() {
    gateway.silent = true;
    begin();
    byte[] wrongNonce = new byte[60];
    wrongNonce[0] = Pcp.VERSION;
    wrongNonce[1] = (byte) 0x81;
    on(new MappingEvent.Heard(wrongNonce));
    on(new MappingEvent.Heard(new byte[0]));
    on(new MappingEvent.Replied(new Soap.Answer.Address(OUTER)));
    assertThat(told).isEmpty();
    assertThat(calls).isEmpty();
  }

  @Test
  void aConflictLeadsToAnotherPort() {
    core = core(Optional.empty());
    routers = List.of(router("WANIPConnection:1"));
    service =
        request ->
            request instanceof Soap.Request.Add add && add.external() == PORT
                ? new Soap.Answer.Fault(Soap.CONFLICT)
                : grants(request);
    begin();
    Outcome.Mapped mapped = (Outcome.Mapped) told.getFirst();
    assertThat(mapped.external().port()).isBetween(1024, 0xFFFF).isNotEqualTo(PORT);
    assertThat(mapped.datagrams()).hasValue(mapped.external().port());
  }

  @Test
  void conflictsEndSometime() {
    core = core(Optional.empty());
    routers = List.of(router("WANIPConnection:1"));
    service =
        request ->
            request instanceof Soap.Request.Add
                ? new Soap.Answer.Fault(Soap.CONFLICT)
                : grants(request);
    begin();
    assertThat(told)
        .containsExactly(new Outcome.Refused(List.of("UPnP: the port is another machine's")));
    assertThat(calls).hasSize(2 + UpnpTalk.MAX_CONFLICTS);
  }

  @Test
  void onlyPermanentLeasesAreTakenAsWell() {
    core = core(Optional.empty());
    routers = List.of(router("WANIPConnection:1"));
    service =
        request ->
            request instanceof Soap.Request.Add add && add.seconds() > 0
                ? new Soap.Answer.Fault(Soap.ONLY_PERMANENT)
                : grants(request);
    begin();
    assertThat(told).containsExactly(mapped(Way.UPNP, PORT));
    on(new MappingEvent.Close());
    assertThat(calls)
        .endsWith(
            new Soap.Request.Delete(Carrier.TCP, PORT), new Soap.Request.Delete(Carrier.UDP, PORT));
    assertThat(done).isTrue();
  }

  /** Of version 2, it says: but it does not know what is new in it. */
  @ParameterizedTest
  @ValueSource(ints = {Soap.INVALID_ACTION, Soap.NOT_IMPLEMENTED, Soap.INVALID_ARGUMENTS})
  void theOldActionIsTriedIfTheNewOneIsNotKnown(int code) {
    core = core(Optional.empty());
    routers = List.of(router("WANIPConnection:2"));
    service =
        request ->
            request instanceof Soap.Request.Add add && add.anyPort()
                ? new Soap.Answer.Fault(code)
                : grants(request);
    begin();
    assertThat(told).containsExactly(mapped(Way.UPNP, PORT));
  }

  @Test
  void theNextServiceIsAskedIfOneIsDead() {
    core = core(Optional.empty());
    routers = List.of(router("WANIPConnection:1"), router("WANPPPConnection:1"));
    service =
        request -> calls.size() == 1 ? new Soap.Answer.Lost("connection refused") : grants(request);
    begin();
    assertThat(told).containsExactly(mapped(Way.UPNP, PORT));
  }

  @Test
  void withoutUdpItIsOpenAllTheSame() {
    core = core(Optional.empty());
    routers = List.of(router("WANIPConnection:1"));
    service =
        request ->
            request instanceof Soap.Request.Add add && add.carrier() == Carrier.UDP
                ? new Soap.Answer.Fault(501)
                : grants(request);
    begin();
    assertThat(((Outcome.Mapped) told.getFirst()).datagrams()).isEmpty();
  }

  @Test
  void closingDeletesWhatWasOpened() {
    begin();
    on(new MappingEvent.Close());
    assertThat(gateway.open).isEmpty();
    assertThat(done).isTrue();
    on(new MappingEvent.Tick());
    assertThat(wake).isEqualTo(MappingCore.NEVER);
  }

  @Test
  void aDeleteThatIsLostIsSentAgain() {
    begin();
    gateway.silent = true;
    on(new MappingEvent.Close());
    assertThat(done).isFalse();
    gateway.silent = false;
    pass(250);
    assertThat(gateway.open).isEmpty();
    assertThat(done).isTrue();
  }

  /** The request is on its way: its answer comes to nobody, so it is taken back unseen. */
  @Test
  void closingAtOnceTakesTheRequestBack() {
    core.on(
        new MappingEvent.Tick(),
        now,
        action -> {
          if (action instanceof MappingAction.Send it) {
            assertThat(gateway.answer(it.datagram())).isPresent();
          }
        });
    assertThat(gateway.open).hasSize(1);
    on(new MappingEvent.Close());
    assertThat(gateway.open).isEmpty();
    assertThat(done).isTrue();
  }

  /** Not before the call that is under way has its reply. */
  @Test
  void closingWaitsForTheCall() {
    core = core(Optional.empty());
    List<MappingAction> actions = new ArrayList<>();
    core.on(new MappingEvent.Found(List.of(router("WANIPConnection:1"))), now, actions::add);
    core.on(new MappingEvent.Replied(new Soap.Answer.Address(OUTER)), now, actions::add);
    core.on(new MappingEvent.Close(), now, actions::add);
    assertThat(actions).doesNotContain(new MappingAction.Done());
    core.on(new MappingEvent.Replied(new Soap.Answer.Done(PORT)), now, actions::add);
    Soap.Request delete = new Soap.Request.Delete(Carrier.TCP, PORT);
    assertThat(actions).endsWith(new MappingAction.Call(router("WANIPConnection:1"), delete));
    core.on(new MappingEvent.Replied(new Soap.Answer.Done(PORT)), now, actions::add);
    assertThat(actions).endsWith(new MappingAction.Done());
  }

  @Test
  void addressesBehindAnotherRouterAreNotPublic() {
    for (String address :
        List.of("10.1.2.3", "100.64.0.1", "192.168.1.2", "127.0.0.1", "0.0.0.0")) {
      Locator.Ip external = new Locator.Ip(InetAddress.ofLiteral(address), PORT);
      assertThat(new Outcome.Mapped(Way.UPNP, ROUTER, external, OptionalInt.empty()).isPublic())
          .as(address)
          .isFalse();
    }
    assertThat(((Outcome.Mapped) mapped(Way.PCP, PORT)).isPublic()).isTrue();
  }
}
