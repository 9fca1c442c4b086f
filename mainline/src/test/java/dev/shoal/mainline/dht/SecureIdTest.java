package dev.shoal.mainline.dht;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.NodeId;
import dev.shoal.testkit.Property;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The vectors of BEP 42, and which bits of an id an address determines. */
class SecureIdTest {
  private static final int DETERMINED_BITS = 21;

  @ParameterizedTest
  @CsvSource({
    "124.31.75.21, 1, 5fbfbf f10c5d6a4ec8a88e4c6ab4c28b95eee4 01",
    "21.75.31.124, 86, 5a3ce9 c14e7a08645677bbd1cfe7d8f956d532 56",
    "65.23.51.170, 22, a5d432 20bc8f112a3d426c84764f8c2a1150e6 16",
    "84.124.73.14, 65, 1b0321 dd1bb1fe518101ceef99462b947a01ff 41",
    "43.213.53.83, 90, e56f6c bf5b7c4be0237986d5243b87aa6d5130 5a"
  })
  void vectors(String address, int random, String example) throws Exception {
    byte[] id = HexFormat.of().parseHex(example.replace(" ", ""));
    assertThat(id[19]).isEqualTo((byte) random);
    InetAddress at = InetAddress.getByName(address);
    assertThat(SecureId.isOf(at, NodeId.of(id))).isTrue();
    byte[] seed = id.clone();
    seed[0] = 0;
    seed[1] = 0;
    seed[2] &= 0x07; // the vectors have bits of chance below the 21 of the checksum
    assertThat(SecureId.of(at, seed)).isEqualTo(NodeId.of(id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"124.31.75.21", "2a01:4f8:c0c:1::7"})
  void anAddressDetermines21BitsAndTheLast3ChooseThem(String address) throws Exception {
    InetAddress at = InetAddress.getByName(address);
    Property.forAll(draw -> {
      byte[] seed = new byte[20];
      draw.random().nextBytes(seed);
      NodeId id = SecureId.of(at, seed);
      assertThat(SecureId.isOf(at, id)).isTrue();
      for (int bit = 0; bit < 157; bit++) {
        byte[] other = id.bytes();
        other[bit / 8] ^= (byte) (0x80 >> bit % 8);
        assertThat(SecureId.isOf(at, NodeId.of(other)))
            .as("bit %d of %s", bit, id)
            .isEqualTo(bit >= DETERMINED_BITS);
      }
      byte[] other = id.bytes();
      other[19] ^= 1;
      assertThat(SecureId.isOf(at, NodeId.of(other))).isFalse();
    });
  }

  @Test
  void anotherAddressHasOtherIds() throws Exception {
    NodeId id = SecureId.of(InetAddress.getByName("124.31.75.21"), new byte[20]);
    assertThat(SecureId.isOf(InetAddress.getByName("124.31.75.22"), id)).isFalse();
    assertThat(SecureId.isOf(InetAddress.getByName("2a01:4f8:c0c:1::7"), id)).isFalse();
  }

  /** BEP 42 counts the first 8 bytes of an IPv6 address alone. */
  @Test
  void theHostPartOfAnIpv6AddressDeterminesNothing() throws Exception {
    NodeId id = SecureId.of(InetAddress.getByName("2a01:4f8:c0c:1::7"), new byte[20]);
    assertThat(SecureId.isOf(InetAddress.getByName("2a01:4f8:c0c:1:ffff::8"), id)).isTrue();
    assertThat(SecureId.isOf(InetAddress.getByName("2a01:4f8:c0c:2::7"), id)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.3.4",
        "127.0.0.1",
        "::1",
        "fe80::1",
        "fd00::1"
      })
  void localAddressesMayHaveAnyId(String address) throws Exception {
    assertThat(SecureId.isOf(InetAddress.getByName(address), NodeId.of(new byte[20]))).isTrue();
  }
}
