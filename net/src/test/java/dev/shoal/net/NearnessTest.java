package dev.shoal.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearnessTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, LOOPBACK",
    "127.255.255.254, LOOPBACK",
    "0.0.0.0, LOOPBACK",
    "0.1.2.3, LOOPBACK",
    "::1, LOOPBACK",
    "::, LOOPBACK",
    "::127.0.0.1, LOOPBACK",
    "::ffff:127.0.0.1, LOOPBACK",
    "::ffff:0:127.0.0.1, LOOPBACK",
    "64:ff9b::7f00:1, LOOPBACK",
    "2002:7f00:1::, LOOPBACK",
    "169.254.169.254, LINK",
    "224.0.0.1, LINK",
    "255.255.255.255, LINK",
    "fe80::1, LINK",
    "ff02::1, LINK",
    "64:ff9b::a9fe:a9fe, LINK",
    "10.0.0.1, PRIVATE",
    "172.16.0.1, PRIVATE",
    "172.31.255.255, PRIVATE",
    "192.168.1.1, PRIVATE",
    "100.64.0.1, PRIVATE",
    "100.127.255.255, PRIVATE",
    "fd00::1, PRIVATE",
    "fec0::1, PRIVATE",
    "64:ff9b::c0a8:101, PRIVATE",
    "64:ff9b:1::1, PRIVATE",
    "2002:a00:1::, PRIVATE",
    "172.32.0.1, GLOBAL",
    "100.128.0.1, GLOBAL",
    "198.18.0.1, GLOBAL",
    "8.8.8.8, GLOBAL",
    "2001:db8::1, GLOBAL",
    "2002:808:808::1, GLOBAL",
    "64:ff9b::808:808, GLOBAL"
  })
  void everyAddressHasItsDistance(String address, Nearness nearness) {
    assertThat(Nearness.of(InetAddress.ofLiteral(address))).isEqualTo(nearness);
  }

  @Test
  void nobodyMayNameWhatIsNearerThanItself() {
    InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
    InetAddress lan = InetAddress.ofLiteral("192.168.0.9");
    InetAddress far = InetAddress.ofLiteral("203.0.113.9");
    assertThat(Nearness.LOOPBACK.mayName(loopback)).isTrue();
    assertThat(Nearness.PRIVATE.mayName(loopback)).isFalse();
    assertThat(Nearness.PRIVATE.mayName(lan)).isTrue();
    assertThat(Nearness.GLOBAL.mayName(lan)).isFalse();
    assertThat(Nearness.GLOBAL.mayName(far)).isTrue();
  }

  @Test
  void ofTwoTheFartherIsTheStricter() {
    assertThat(Nearness.LOOPBACK.and(Nearness.GLOBAL)).isEqualTo(Nearness.GLOBAL);
    assertThat(Nearness.GLOBAL.and(Nearness.LINK)).isEqualTo(Nearness.GLOBAL);
  }
}
