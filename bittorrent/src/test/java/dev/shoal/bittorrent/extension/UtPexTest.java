package dev.shoal.bittorrent.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.shoal.base.Locator;
import dev.shoal.bittorrent.extension.UtPex.Peer;
import dev.shoal.bittorrent.wire.WireException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class UtPexTest {
  private static final Locator.Ip V4 = new Locator.Ip(InetAddress.ofLiteral("1.2.3.4"), 6881);
  private static final Locator.Ip V6 = new Locator.Ip(InetAddress.ofLiteral("2001:db8::1"), 1);

  private static UtPex read(String text) {
    return UtPex.decode(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void bothFamiliesThereAndBack() {
    UtPex message =
        new UtPex(
            List.of(new Peer(V4, Peer.SEED | Peer.REACHABLE), new Peer(V6, 0)), List.of(V6, V4));
    UtPex read = UtPex.decode(message.encode());
    assertThat(read.added()).isEqualTo(message.added());
    assertThat(read.dropped()).containsExactly(V4, V6);
  }

  @Test
  void whatIsMissingOrCutOffIsNotThere() {
    assertThat(read("de")).isEqualTo(new UtPex(List.of(), List.of()));
    UtPex cut = read("d5:added8:\u0001\u0002\u0003\u0004\u001a\u00e1\u0005\u00067:added.f0:e");
    assertThat(cut.added()).containsExactly(new Peer(V4, 0));
    UtPex noPort = read("d5:added6:\u0001\u0002\u0003\u0004\u0000\u0000e");
    assertThat(noPort.added()).isEmpty();
  }

  @Test
  void whatIsNoDictionaryEndsTheConnection() {
    for (String wrong : List.of("", "le", "d5:added", "d5:addedi1e")) {
      assertThatExceptionOfType(WireException.class).as(wrong).isThrownBy(() -> read(wrong));
    }
  }

  @Test
  void aCrowdIsCutDown() {
    StringBuilder many = new StringBuilder("d5:added6000:");
    many.append("\u0001\u0002\u0003\u0004\u001a\u00e1".repeat(1000)).append("e");
    assertThat(read(many.toString()).added()).hasSize(200);
  }
}
