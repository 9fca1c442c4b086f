package dev.shoal.lan.find;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Whatever bytes: none, or a message that is the same when written and read again. */
class FindCodecFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void decode(byte[] bytes) {
    FindCodec.decode(ByteBuffer.wrap(bytes))
        .ifPresent(message -> {
          ByteBuffer written = FindCodec.encode(message);
          assertThat(FindCodec.encode(FindCodec.decode(written).orElseThrow())).isEqualTo(written);
        });
  }
}
