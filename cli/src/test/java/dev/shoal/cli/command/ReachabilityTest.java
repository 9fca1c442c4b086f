package dev.shoal.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Clock;
import dev.shoal.base.Locator;
import dev.shoal.cli.command.Checkup.Finding;
import dev.shoal.cli.command.Checkup.Grade;
import dev.shoal.net.Binding;
import dev.shoal.net.mapping.Outcome;
import dev.shoal.net.mapping.Surroundings;
import dev.shoal.net.mapping.Way;
import java.net.InetAddress;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What doctor says of reaching this machine: no more than was seen. */
class ReachabilityTest {
  private static final int PORT = 7462;

  private static Outcome.Mapped mapped(String address, OptionalInt datagrams) {
    return new Outcome.Mapped(
        Way.NAT_PMP,
        InetAddress.ofLiteral("192.168.7.1"),
        new Locator.Ip(InetAddress.ofLiteral(address), PORT),
        datagrams);
  }

  private static Finding finding(Outcome outcome) {
    return Reachability.finding(outcome, PORT, PORT);
  }

  @Test
  void aRouterOpensIt() {
    Finding found = finding(mapped("100.0.0.1", OptionalInt.of(PORT)));
    assertThat(found.grade()).isEqualTo(Grade.OK);
    assertThat(found.text())
        .isEqualTo(
            "port 7462 can be opened: the router at 192.168.7.1 (NAT-PMP) maps 100.0.0.1:7462 to"
                + " it; nobody outside was asked to try");
    assertThat(finding(mapped("100.0.0.1", OptionalInt.empty())).text())
        .startsWith("port 7462 can be opened for TCP, not for UDP: ");
    assertThat(Reachability.finding(mapped("100.0.0.1", OptionalInt.of(1)), PORT, 5000).text())
        .startsWith("port 5000 can be opened (7462 is in use, so that another one was tried): ");
  }

  @Test
  void theRouterIsBehindAnotherOne() {
    Finding found = finding(mapped("100.64.2.3", OptionalInt.of(PORT)));
    assertThat(found.grade()).isEqualTo(Grade.WARN);
    assertThat(found.text())
        .isEqualTo(
            "the router's own address 100.64.2.3 is not a public one (NAT-PMP): it is behind"
                + " another router");
  }

  @Test
  void nobodyOpensIt() {
    Finding silent = finding(new Outcome.Refused(List.of()));
    assertThat(silent.grade()).isEqualTo(Grade.WARN);
    assertThat(silent.text())
        .isEqualTo(
            "no router answered PCP, NAT-PMP or UPnP; others reach this node only if port 7462 is"
                + " forwarded by hand");
    assertThat(finding(new Outcome.Refused(List.of("PCP: not authorized", "UPnP: it failed"))))
        .extracting(Finding::text)
        .asString()
        .startsWith("the router opens no port (PCP: not authorized; UPnP: it failed); others ");
  }

  @Test
  void thereIsNobodyToAsk() throws InterruptedException {
    assertThat(Reachability.of(Binding.loopback(), PORT, true, Clock.system()).text())
        .isEqualTo("bound to loopback: nobody outside can reach it, as asked");
    Surroundings open = new Surroundings.Open(InetAddress.ofLiteral("100.0.0.2"));
    assertThat(finding(new Outcome.Unasked(open)).text())
        .isEqualTo(
            "this machine has the public address 100.0.0.2; only a firewall could keep others out");
    Finding apart = finding(new Outcome.Unasked(new Surroundings.Apart("it has no network")));
    assertThat(apart.grade()).isEqualTo(Grade.WARN);
    assertThat(apart.text())
        .isEqualTo("nobody outside is known to reach this machine: it has no network");
  }
}
