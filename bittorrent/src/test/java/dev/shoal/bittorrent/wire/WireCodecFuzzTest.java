package dev.shoal.bittorrent.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Whatever bytes: refused in words, or messages that are the same when written and read again. */
class WireCodecFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      Optional<PeerMessage> message = WireCodec.decode(in);
      while (message.isPresent()) {
        survives(message.get());
        if (message.get() instanceof PeerMessage.Piece head) {
          assertThat(head.length()).isBetween(0, WireCodec.MAX_MESSAGE);
          in.position(in.position() + Math.min(in.remaining(), head.length()));
        }
        message = WireCodec.decode(in);
      }
    } catch (WireException refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  private static void survives(PeerMessage message) {
    if (!(message instanceof PeerMessage.Unknown)) { // of which nothing is kept
      ByteBuffer written = WireCodec.encode(List.of(message));
      assertThat(written.remaining()).isEqualTo(WireCodec.size(message));
      PeerMessage read = WireCodec.decode(written.duplicate()).orElseThrow();
      assertThat(WireCodec.encode(List.of(read))).isEqualTo(written);
    }
  }
}
