package dev.shoal.net.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {
  private static final String HEAD =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT   \n";

  @Test
  void defaultRoutesAreFound() {
    String table =
        HEAD
            + "wlan0\t00000000\t0107A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0   \n"
            + "tun0\t00000000\t00000000\t0001\t0\t0\t50\t00000000\t0\t0\t0   \n"
            + "wlan0\t0007A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0   \n";
    assertThat(Routes.parse(table))
        .containsExactly(
            new Routes.Default("wlan0", Optional.of(InetAddress.ofLiteral("192.168.7.1")), 600),
            new Routes.Default("tun0", Optional.empty(), 50));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "eth0",
        "eth0\t00000000\t0107A8C0\t0003\t0\t0\t0",
        "eth0\t00000000\tnonsense\t0003\t0\t0\t0\t00000000\t0\t0\t0",
        "eth0\t00000000\t0107A8C0\t0003\t0\t0\t-\t00000000\t0\t0\t0",
        "eth0\t00000000\t0107A8C0\t0003\t0\t0\t0\t00000080\t0\t0\t0"
      })
  void otherLinesAreNone(String line) {
    assertThat(Routes.parse(HEAD + line)).isEmpty();
    assertThat(Routes.parse(line)).isEmpty();
  }
}
