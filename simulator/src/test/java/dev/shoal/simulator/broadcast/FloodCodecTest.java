package dev.shoal.simulator.broadcast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloodCodecTest {
  private static final Guid GUID = new Guid(1, -2);

  private final FloodCodec codec = new FloodCodec();

  private static FloodMessage.Query query() {
    return new FloodMessage.Query(GUID, 7, 200, "läuft");
  }

  private static FloodMessage.Hit hit() throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(new byte[] {5, 6, 7, (byte) 200});
    return new FloodMessage.Hit(GUID, 3, 2, new Locator.Ip(address, 60_000), "a b");
  }

  private byte[] bytes(FloodMessage message) {
    ByteBuffer bytes = codec.write(message);
    byte[] all = new byte[bytes.remaining()];
    bytes.get(all);
    return all;
  }

  @Test
  void whatWasWrittenIsRead() throws UnknownHostException {
    assertThat(codec.read(codec.write(query()))).isEqualTo(query());
    assertThat(codec.read(codec.write(hit()))).isEqualTo(hit());
  }

  /** Gnutella protocol specification v0.4: descriptor header, Query (0x80), QueryHit (0x81). */
  @Test
  void itIsLaidOutAsSpecified() throws UnknownHostException {
    byte[] query = bytes(query());
    assertThat(Arrays.copyOfRange(query, 16, 25))
        .containsExactly((byte) 0x80, 7, (byte) 200, 9, 0, 0, 0, 0, 0);
    assertThat(query[query.length - 1]).isZero();
    byte[] hit = bytes(hit());
    assertThat(hit).hasSize(23 + 11 + 8 + 3 + 2 + 16);
    assertThat(Arrays.copyOfRange(hit, 16, 30))
        .containsExactly((byte) 0x81, 3, 2, 40, 0, 0, 0, 1, 0x60, (byte) 0xEA, 5, 6, 7, (byte) 200);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 22, 23, 25, 30, 60})
  void whatIsCutOffIsNoMessage(int length) throws UnknownHostException {
    ByteBuffer cut = codec.write(hit()).limit(length);
    assertThatThrownBy(() -> codec.read(cut)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void anotherTypeIsNoMessage() {
    byte[] push = bytes(query());
    push[16] = 0x40;
    assertThatThrownBy(() -> codec.read(ByteBuffer.wrap(push)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
