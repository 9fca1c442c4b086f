package dev.shoal.lan.lsd;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

/** Whatever bytes: none, or an announcement that is the same when written and read again. */
class AnnouncementFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void decode(byte[] bytes) {
    Announcement.decode(ByteBuffer.wrap(bytes))
        .ifPresent(it -> {
          assertThat(it.infoHashes()).hasSizeBetween(1, Announcement.MAX_HASHES);
          assertThat(it.port()).isBetween(1, 0xFFFF);
          assertThat(Announcement.decode(it.encode())).contains(it);
        });
  }
}
