package dev.shoal.node.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import dev.shoal.net.Binding;
import dev.shoal.net.mapping.Outcome;
import dev.shoal.net.mapping.Way;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What others are told of this node's port, before and after a router has opened it. */
class MachinePortsTest {
  private static final int PORT = 7462;
  private static final int OUTER_PORT = 9000;

  private final MachinePorts ports = new MachinePorts(Binding.loopback());
  private Optional<Outcome> outcome = Optional.empty();

  private static Outcome mapped(String address) {
    return new Outcome.Mapped(
        Way.PCP,
        InetAddress.ofLiteral("192.168.7.1"),
        new Locator.Ip(InetAddress.ofLiteral(address), OUTER_PORT),
        OptionalInt.empty());
  }

  @Test
  void theRoutersPortIsToldOnceItIsOpen() {
    ports.opened(PORT);
    assertThat(ports.announced()).isEqualTo(PORT);
    ports.mappedBy(() -> outcome);
    assertThat(ports.external()).isEmpty();
    outcome = Optional.of(mapped("203.0.113.9"));
    assertThat(ports.external()).get().hasToString("203.0.113.9:9000");
    assertThat(ports.announced()).isEqualTo(OUTER_PORT);
    assertThat(ports.port()).isEqualTo(PORT);
    outcome = Optional.of(new Outcome.Refused(List.of()));
    assertThat(ports.announced()).isEqualTo(PORT);
  }

  @Test
  void anAddressBehindAnotherRouterIsToldToNobody() {
    ports.opened(PORT);
    ports.mappedBy(() -> Optional.of(mapped("100.64.0.9")));
    assertThat(ports.mapped()).isPresent();
    assertThat(ports.external()).isEmpty();
    assertThat(ports.announced()).isEqualTo(PORT);
  }
}
