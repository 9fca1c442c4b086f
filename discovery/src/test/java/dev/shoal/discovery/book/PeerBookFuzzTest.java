package dev.shoal.discovery.book;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.SplittableRandom;

/** Bytes as a file, with a good digest, as chance alone never makes one: no book, or one to use. */
class PeerBookFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void decode(byte[] bytes) {
    PeerBook.decode(BookCodecTest.sealed(bytes), new SplittableRandom(1))
        .ifPresent(BookCodecTest::use);
  }
}
