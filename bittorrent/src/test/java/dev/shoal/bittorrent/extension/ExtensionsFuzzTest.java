package dev.shoal.bittorrent.extension;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.shoal.bittorrent.wire.WireException;
import java.util.Arrays;

/**
 * Payloads of extension messages (BEP 9, 10, 11): refused in words, or the same when written again.
 */
class ExtensionsFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void payload(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    byte[] payload = Arrays.copyOfRange(bytes, 1, bytes.length);
    try {
      switch (bytes[0] & 3) {
        case 0, 2 -> handshake(payload);
        case 1 -> metadata(payload);
        default -> peers(payload);
      }
    } catch (WireException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  private static void handshake(byte[] payload) {
    ExtensionHandshake read = ExtensionHandshake.decode(payload);
    assertThat(read.metadataSize()).isBetween(0, MetadataFetch.MAX_SIZE);
    assertThat(ExtensionHandshake.decode(read.encode())).isEqualTo(read);
  }

  private static void peers(byte[] payload) {
    UtPex read = UtPex.decode(payload);
    assertThat(UtPex.decode(read.encode()).added()).hasSameElementsAs(read.added());
  }

  private static void metadata(byte[] payload) {
    UtMetadata.decode(payload)
        .ifPresent(read -> {
          byte[] written = read.encode();
          assertThat(UtMetadata.decode(written).orElseThrow().encode()).isEqualTo(written);
        });
  }
}
