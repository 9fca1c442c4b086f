package dev.shoal.mainline.krpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Datagrams of anybody: refused in words, or the same message when written again. */
class KrpcFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void datagram(byte[] bytes) {
    Krpc message;
    try {
      message = KrpcReader.read(ByteBuffer.wrap(bytes));
    } catch (KrpcException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return;
    }
    ByteBuffer written;
    try {
      written = KrpcWriter.write(message);
    } catch (IllegalArgumentException longerThanThisSideWrites) {
      return;
    }
    byte[] first = new byte[written.remaining()];
    written.duplicate().get(first);
    ByteBuffer second = KrpcWriter.write(KrpcReader.read(written));
    assertThat(second).isEqualTo(ByteBuffer.wrap(first));
  }
}
