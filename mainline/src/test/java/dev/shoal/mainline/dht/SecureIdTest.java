package dev.shoal.mainline.dht;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.NodeId;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecureIdTest {
  /** The vectors of BEP 42, which hash 4 bytes of an address, not 8. */
  @ParameterizedTest
  @CsvSource({
    "124.31.75.21, 5fbfbff10c5d6a4ec8a88e4c6ab4c28b95eee401",
    "21.75.31.124, 5a3ce9c14e7a08645677bbd1cfe7d8f956d53256",
    "65.23.51.170, a5d43220bc8f112a3d426c84764f8c2a1150e616",
    "84.124.73.14, 1b0321dd1bb1fe518101ceef99462b947a01ff41",
    "43.213.53.83, e56f6cbf5b7c4be0237986d5243b87aa6d51305a",
  })
  void bep42(String address, String id) {
    InetAddress at = InetAddress.ofLiteral(address);
    byte[] bytes = HexFormat.of().parseHex(id);
    assertThat(SecureId.isOf(at, NodeId.of(bytes))).isTrue();
    bytes[0] ^= 1;
    assertThat(SecureId.isOf(at, NodeId.of(bytes))).isFalse();
    assertThat(SecureId.isOf(at, SecureId.of(at, new byte[20]))).isTrue();
  }

  @Test
  void onlyPublicAddressesAreBound() {
    NodeId any = NodeId.of(new byte[20]);
    for (String local : new String[] {"10.0.0.1", "192.168.1.1", "127.0.0.1", "fd00::1", "::1"}) {
      assertThat(SecureId.isOf(InetAddress.ofLiteral(local), any)).as(local).isTrue();
    }
    InetAddress v6 = InetAddress.ofLiteral("2001:db9::1");
    assertThat(SecureId.isOf(v6, any)).isFalse();
    assertThat(SecureId.isOf(v6, SecureId.of(v6, new byte[20]))).isTrue();
  }
}
