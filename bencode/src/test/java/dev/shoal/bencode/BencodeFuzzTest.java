package dev.shoal.bencode;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever the bytes: refused in words, or exactly what the value encodes to. */
class BencodeFuzzTest {
  private static final BencodeLimits STRICT = new BencodeLimits(4096, 20, 1000, false);

  @FuzzTest(maxDuration = "1m")
  void decode(byte[] bytes) {
    try {
      Bencoded value = Bencode.decode(bytes, STRICT);
      assertThat(Bencode.encode(value)).isEqualTo(bytes);
      assertThat(Bencode.encode(Samples.rebuilt(value))).isEqualTo(bytes);
    } catch (BencodeException refused) {
      assertThat(refused.offset()).isBetween(0, bytes.length);
    }
    try {
      assertThat(Bencode.decodePrefix(bytes, STRICT.allowingUnsortedKeys()).length())
          .isBetween(2, bytes.length);
    } catch (BencodeException refused) {
      assertThat(refused.offset()).isBetween(0, bytes.length);
    }
  }
}
