package dev.shoal.net.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A core that has found a router of UPnP. */
class UpnpTalkTest {
  private final CoreBench bench = new CoreBench();

  @Test
  void upnpWaitsForTheHeadStartOfTheOthers() {
    bench.gateway.silent = true;
    bench.routers = List.of(CoreBench.router("WANIPConnection:1"));
    bench.begin();
    bench.pass(999);
    assertThat(bench.calls).isEmpty();
    bench.pass(1);
    assertThat(bench.told).containsExactly(CoreBench.mapped(Way.UPNP, CoreBench.PORT));
    assertThat(bench.calls).hasSize(3);
  }

  @Test
  void upnpNeedNotWaitIfNobodyIsAtTheGatewaysPort() {
    bench.gateway.silent = true;
    bench.routers = List.of(CoreBench.router("WANIPConnection:1"));
    bench.begin();
    bench.on(new MappingEvent.NobodyThere());
    assertThat(bench.told).containsExactly(CoreBench.mapped(Way.UPNP, CoreBench.PORT));
  }

  @Test
  void whereNoGatewayIsKnownUpnpAloneIsAsked() {
    bench.upnpOnly("WANPPPConnection:1");
    bench.begin();
    assertThat(bench.told).containsExactly(CoreBench.mapped(Way.UPNP, CoreBench.PORT));
    assertThat(bench.gateway.asked).isZero();
  }

  @Test
  void upnpIsRenewedToo() {
    bench.upnpOnly("WANIPConnection:2");
    bench.begin();
    assertThat(bench.calls.get(1)).isInstanceOf(Soap.Request.Add.class);
    bench.pass(1_800_000);
    assertThat(bench.calls).hasSize(6);
    assertThat(bench.told).hasSize(1);
  }

  @Test
  void aConflictLeadsToAnotherPort() {
    bench.upnpOnly("WANIPConnection:1");
    bench.service =
        request ->
            request instanceof Soap.Request.Add add && add.external() == CoreBench.PORT
                ? new Soap.Answer.Fault(Soap.CONFLICT)
                : CoreBench.grants(request);
    bench.begin();
    Outcome.Mapped mapped = (Outcome.Mapped) bench.told.getFirst();
    assertThat(mapped.external().port()).isBetween(1024, 0xFFFF).isNotEqualTo(CoreBench.PORT);
    assertThat(mapped.datagrams()).hasValue(mapped.external().port());
  }

  @Test
  void conflictsEndSometime() {
    bench.upnpOnly("WANIPConnection:1");
    bench.service =
        request ->
            request instanceof Soap.Request.Add
                ? new Soap.Answer.Fault(Soap.CONFLICT)
                : CoreBench.grants(request);
    bench.begin();
    assertThat(bench.told)
        .containsExactly(new Outcome.Refused(List.of("UPnP: the port is another machine's")));
    assertThat(bench.calls).hasSize(2 + UpnpTalk.MAX_CONFLICTS);
  }

  @Test
  void onlyPermanentLeasesAreTakenAsWell() {
    bench.upnpOnly("WANIPConnection:1");
    bench.service =
        request ->
            request instanceof Soap.Request.Add add && add.seconds() > 0
                ? new Soap.Answer.Fault(Soap.ONLY_PERMANENT)
                : CoreBench.grants(request);
    bench.begin();
    assertThat(bench.told).containsExactly(CoreBench.mapped(Way.UPNP, CoreBench.PORT));
    bench.on(new MappingEvent.Close());
    assertThat(bench.calls)
        .endsWith(
            new Soap.Request.Delete(Carrier.TCP, CoreBench.PORT),
            new Soap.Request.Delete(Carrier.UDP, CoreBench.PORT));
    assertThat(bench.done).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {Soap.INVALID_ACTION, Soap.NOT_IMPLEMENTED, Soap.INVALID_ARGUMENTS})
  void theOldActionIsTriedIfTheNewOneIsNotKnown(int code) {
    bench.upnpOnly("WANIPConnection:2");
    bench.service =
        request ->
            request instanceof Soap.Request.Add add && add.anyPort()
                ? new Soap.Answer.Fault(code)
                : CoreBench.grants(request);
    bench.begin();
    assertThat(bench.told).containsExactly(CoreBench.mapped(Way.UPNP, CoreBench.PORT));
  }

  @Test
  void theNextServiceIsAskedIfOneIsDead() {
    bench.upnpOnly("WANIPConnection:1", "WANPPPConnection:1");
    bench.service =
        request ->
            bench.calls.size() == 1
                ? new Soap.Answer.Lost("connection refused")
                : CoreBench.grants(request);
    bench.begin();
    assertThat(bench.told).containsExactly(CoreBench.mapped(Way.UPNP, CoreBench.PORT));
  }

  @Test
  void withoutUdpItIsOpenAllTheSame() {
    bench.upnpOnly("WANIPConnection:1");
    bench.service =
        request ->
            request instanceof Soap.Request.Add add && add.carrier() == Carrier.UDP
                ? new Soap.Answer.Fault(501)
                : CoreBench.grants(request);
    bench.begin();
    assertThat(((Outcome.Mapped) bench.told.getFirst()).datagrams()).isEmpty();
  }

  @Test
  void closingWaitsForTheCall() {
    bench.upnpOnly();
    List<MappingAction> actions = new ArrayList<>();
    bench.core.on(
        new MappingEvent.Found(List.of(CoreBench.router("WANIPConnection:1"))),
        bench.now,
        actions::add);
    bench.core.on(
        new MappingEvent.Replied(new Soap.Answer.Address(CoreBench.OUTER)),
        bench.now,
        actions::add);
    bench.core.on(new MappingEvent.Close(), bench.now, actions::add);
    assertThat(actions).doesNotContain(new MappingAction.Done());
    bench.core.on(
        new MappingEvent.Replied(new Soap.Answer.Done(CoreBench.PORT)), bench.now, actions::add);
    Soap.Request delete = new Soap.Request.Delete(Carrier.TCP, CoreBench.PORT);
    assertThat(actions)
        .endsWith(new MappingAction.Call(CoreBench.router("WANIPConnection:1"), delete));
    bench.core.on(
        new MappingEvent.Replied(new Soap.Answer.Done(CoreBench.PORT)), bench.now, actions::add);
    assertThat(actions).endsWith(new MappingAction.Done());
  }
}
