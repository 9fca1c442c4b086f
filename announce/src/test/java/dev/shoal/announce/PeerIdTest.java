package dev.shoal.announce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.testkit.Property;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerIdTest {
  @ParameterizedTest
  @CsvSource({
    "-SH0100-, Shoal 0.1.0",
    "-qB4650-, qBittorrent 4.6.5",
    "-TR4060-, Transmission 4.0.6",
    "-TR400Z-, Transmission 4.0.0z",
    "-LT20B0-, libtorrent 2.0.11",
    "-lt0D80-, rTorrent 0.13.8",
    "-DE211s-, Deluge 2.1.1s",
    "-UT355W-, uTorrent 3.5.5w",
    "-AZ5761-, Vuze 5.7.6.1",
    "-WW0102-, WebTorrent 0.1.0.2",
    "A2-1-36-0-, aria2 1.36.0",
    "M7-10-5-, BitTorrent 7.10.5",
    "T03I-----, BitTornado 0.3.18",
    "S58B-----, Shadow 5.8.11",
    "-ZZ1234-, ZZ 1.2.3.4",
    "-S~1234-, S 1.2.3.4",
    "-?Z1234-, unknown",
    "Hello, unknown"
  })
  void namesThePrograms(String start, String name) {
    byte[] bytes = Arrays.copyOf(start.getBytes(StandardCharsets.US_ASCII), PeerId.LENGTH);
    assertThat(PeerId.of(bytes).client()).isEqualTo(name);
  }

  @Test
  void ownIdsAreTruthfulAndDiffer() {
    SplittableRandom random = new SplittableRandom(1);
    PeerId one = PeerId.create(random);
    assertThat(one.client()).isEqualTo("Shoal 0.1.0");
    assertThat(one).isNotEqualTo(PeerId.create(random));
    assertThat(PeerId.of(one.bytes())).isEqualTo(one).hasSameHashCodeAs(one);
  }

  @Test
  void whateverTheBytesTheNameIsSafeToPrint() {
    Property.forAll(draw -> {
      byte[] bytes = draw.bytes(PeerId.LENGTH);
      if (draw.oneIn(2)) {
        bytes[0] = '-';
        bytes[7] = '-';
      }
      assertThat(PeerId.of(bytes).client()).matches("[A-Za-z0-9 .]{1,60}");
    });
  }

  @Test
  void hasTwentyBytes() {
    assertThatThrownBy(() -> PeerId.of(new byte[19])).hasMessageContaining("20 bytes, not 19");
  }
}
