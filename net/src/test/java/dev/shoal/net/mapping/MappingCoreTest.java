package dev.shoal.net.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Who is asked, who stays, and what is told, in virtual time. */
class MappingCoreTest {
  private final CoreBench bench = new CoreBench();

  @Test
  void pcpIsAskedFirst() {
    bench.routers = List.of(CoreBench.router("WANIPConnection:1"));
    bench.begin();
    assertThat(bench.told).containsExactly(CoreBench.mapped(Way.PCP, CoreBench.PORT));
    assertThat(bench.gateway.open).containsOnlyKeys("TCP 7462", "UDP 7462");
    assertThat(bench.calls).isEmpty();
  }

  @Test
  void natPmpIsAskedIfTheGatewaySpeaksNoPcp() {
    bench.gateway.pcp = false;
    bench.begin();
    assertThat(bench.told).containsExactly(CoreBench.mapped(Way.NAT_PMP, CoreBench.PORT));
    bench.on(new MappingEvent.Close());
    assertThat(bench.gateway.open).isEmpty();
    assertThat(bench.done).isTrue();
  }

  @Test
  void anotherPortThanTheWishedOneIsTaken() {
    bench.gateway.externalPort = 9000;
    bench.begin();
    assertThat(bench.told).containsExactly(CoreBench.mapped(Way.PCP, 9000));
  }

  @Test
  void whatIsLostIsAskedAgain() {
    bench.gateway.silent = true;
    bench.begin();
    bench.pass(249);
    assertThat(bench.gateway.asked).isEqualTo(1);
    bench.pass(1);
    assertThat(bench.gateway.asked).isEqualTo(2);
    bench.pass(499);
    assertThat(bench.gateway.asked).isEqualTo(2);
    bench.gateway.silent = false;
    bench.pass(1);
    assertThat(bench.told).containsExactly(CoreBench.mapped(Way.PCP, CoreBench.PORT));
  }

  @Test
  void nobodyAnswers() {
    bench.gateway.silent = true;
    bench.begin();
    bench.pass(3749);
    assertThat(bench.done).isFalse();
    bench.pass(1);
    assertThat(bench.told).containsExactly(new Outcome.Refused(List.of()));
    assertThat(bench.done).isTrue();
    assertThat(bench.gateway.asked).isEqualTo(GatewayTalk.TRIES);
    assertThat(bench.searches).isEqualTo(UpnpTalk.SEARCHES);
  }

  @Test
  void aRefusalIsToldWithItsReason() {
    bench.gateway.result = 2;
    bench.begin();
    bench.pass(3000);
    assertThat(bench.told).containsExactly(new Outcome.Refused(List.of("PCP: not authorized")));
    assertThat(bench.done).isTrue();
  }

  @Test
  void itIsRenewedAtHalfOfItsTime() {
    bench.gateway.lifetime = 600;
    bench.begin();
    bench.pass(299_999);
    assertThat(bench.gateway.asked).isEqualTo(2);
    bench.pass(1);
    assertThat(bench.gateway.asked).isEqualTo(4);
    bench.pass(300_000);
    assertThat(bench.gateway.asked).isEqualTo(6);
    assertThat(bench.told).as("nothing is new").hasSize(1);
  }

  @Test
  void anEpochThatBeginsAnewShowsARestart() {
    bench.begin();
    bench.pass(60_000);
    bench.gateway.open.clear();
    bench.gateway.epoch = 1;
    byte[] announcement = new byte[24]; // RFC 6887 14.1
    announcement[0] = Pcp.VERSION;
    announcement[1] = (byte) 0x80;
    announcement[11] = 1;
    bench.on(new MappingEvent.Heard(announcement));
    assertThat(bench.gateway.open).hasSize(2);
    assertThat(bench.gateway.asked).isEqualTo(4);
    bench.on(new MappingEvent.Heard(announcement));
    assertThat(bench.gateway.asked).isEqualTo(4);
    bench.pass(1_800_000);
    assertThat(bench.gateway.asked).isEqualTo(6);
  }

  /** Anybody on the link may say that the gateway began anew, again and again. */
  @Test
  void restartsWithoutEndAreNotFollowed() {
    bench.begin();
    byte[] announcement = new byte[24];
    announcement[0] = Pcp.VERSION;
    announcement[1] = (byte) 0x80;
    for (int i = 0; i < 100; i++) {
      announcement[10] = (byte) (i % 2); // 256 seconds further, and back
      bench.on(new MappingEvent.Heard(announcement.clone()));
    }
    assertThat(bench.gateway.asked).isBetween(4, 2 + 3 * GatewayTalk.MAX_ANEW);
  }

  @Test
  void anotherOuterAddressIsTold() {
    bench.gateway.pcp = false;
    bench.begin();
    bench.gateway.external = InetAddress.ofLiteral("100.0.0.9");
    bench.on(new MappingEvent.Heard(bench.gateway.answer(NatPmp.address()).orElseThrow()));
    assertThat(bench.told).hasSize(2);
    assertThat(((Outcome.Mapped) bench.told.getLast()).external().address())
        .isEqualTo(bench.gateway.external);
  }

  @Test
  void aGatewayThatGoesIsLookedForAnew() {
    bench.routers = List.of();
    bench.begin();
    bench.gateway.silent = true;
    bench.pass(1_800_000);
    bench.routers = List.of(CoreBench.router("WANIPConnection:1"));
    bench.pass(6_000);
    assertThat(bench.told)
        .containsExactly(
            CoreBench.mapped(Way.PCP, CoreBench.PORT), CoreBench.mapped(Way.UPNP, CoreBench.PORT));
    bench.gateway.silent = false;
    bench.on(new MappingEvent.Close());
    assertThat(bench.calls.getLast())
        .isEqualTo(new Soap.Request.Delete(Carrier.UDP, CoreBench.PORT));
    assertThat(bench.gateway.open).isEmpty();
  }

  @Test
  void strangersAreNotBelieved() {
    bench.gateway.silent = true;
    bench.begin();
    byte[] wrongNonce = new byte[60];
    wrongNonce[0] = Pcp.VERSION;
    wrongNonce[1] = (byte) 0x81;
    bench.on(new MappingEvent.Heard(wrongNonce));
    bench.on(new MappingEvent.Heard(new byte[0]));
    bench.on(new MappingEvent.Replied(new Soap.Answer.Address(CoreBench.OUTER)));
    assertThat(bench.told).isEmpty();
    assertThat(bench.calls).isEmpty();
  }

  /** Of version 2, it says: but it does not know what is new in it. */
  @Test
  void closingDeletesWhatWasOpened() {
    bench.begin();
    bench.on(new MappingEvent.Close());
    assertThat(bench.gateway.open).isEmpty();
    assertThat(bench.done).isTrue();
    bench.on(new MappingEvent.Tick());
    assertThat(bench.wake).isEqualTo(MappingCore.NEVER);
  }

  @Test
  void aDeleteThatIsLostIsSentAgain() {
    bench.begin();
    bench.gateway.silent = true;
    bench.on(new MappingEvent.Close());
    assertThat(bench.done).isFalse();
    bench.gateway.silent = false;
    bench.pass(250);
    assertThat(bench.gateway.open).isEmpty();
    assertThat(bench.done).isTrue();
  }

  /** The request is on its way: its answer comes to nobody, so it is taken back unseen. */
  @Test
  void closingAtOnceTakesTheRequestBack() {
    bench.core.on(
        new MappingEvent.Tick(),
        bench.now,
        action -> {
          if (action instanceof MappingAction.Send it) {
            assertThat(bench.gateway.answer(it.datagram())).isPresent();
          }
        });
    assertThat(bench.gateway.open).hasSize(1);
    bench.on(new MappingEvent.Close());
    assertThat(bench.gateway.open).isEmpty();
    assertThat(bench.done).isTrue();
  }

  /** Not before the call that is under way has its reply. */
  @Test
  void addressesBehindAnotherRouterAreNotPublic() {
    for (String address :
        List.of("10.1.2.3", "100.64.0.1", "192.168.1.2", "127.0.0.1", "0.0.0.0")) {
      Locator.Ip external = new Locator.Ip(InetAddress.ofLiteral(address), CoreBench.PORT);
      assertThat(
              new Outcome.Mapped(Way.UPNP, CoreBench.ROUTER, external, OptionalInt.empty())
                  .isPublic())
          .as(address)
          .isFalse();
    }
    assertThat(((Outcome.Mapped) CoreBench.mapped(Way.PCP, CoreBench.PORT)).isPublic()).isTrue();
  }
}
