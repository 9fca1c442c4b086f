package dev.shoal.tracker.udp;

/**
 * SipHash-2-4 (Aumasson and Bernstein 2012): 64 bits that nobody without the key can foretell, in
 * 20 ns where an HMAC of the platform takes a microsecond. Of whole words only, as no more is
 * needed.
 */
final class SipHash {
  private static final int ROUNDS_A_WORD = 2;
  private static final int ROUNDS_AT_THE_END = 4;

  private long v0;
  private long v1;
  private long v2;
  private long v3;

  private SipHash(long key0, long key1) {
    v0 = key0 ^ 0x736f6d6570736575L; // "somepseudorandomlygeneratedbytes"
    v1 = key1 ^ 0x646f72616e646f6dL;
    v2 = key0 ^ 0x6c7967656e657261L;
    v3 = key1 ^ 0x7465646279746573L;
  }

  /** The hash of three words, whose bytes are in little-endian order. */
  static long of(long key0, long key1, long first, long second, long third) {
    SipHash hash = new SipHash(key0, key1);
    hash.word(first);
    hash.word(second);
    hash.word(third);
    hash.word((3L * Long.BYTES) << (Long.SIZE - Byte.SIZE)); // the length, behind no further bytes
    hash.v2 ^= 0xFF;
    hash.rounds(ROUNDS_AT_THE_END);
    return hash.v0 ^ hash.v1 ^ hash.v2 ^ hash.v3;
  }

  private void word(long word) {
    v3 ^= word;
    rounds(ROUNDS_A_WORD);
    v0 ^= word;
  }

  private void rounds(int count) {
    for (int i = 0; i < count; i++) {
      v0 += v1;
      v2 += v3;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
