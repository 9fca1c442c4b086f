package dev.shoal.tracker;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Changes what is well-formed, by chance: what a broken or hostile program may send. */
final class Mutations {
  private static final int MOST_AT_ONCE = 4;
  private static final int MOST_INSERTED = 2000; // more than a packet of most links carries
  private static final byte[] LIES = {0, 1, 2, 0x7F, (byte) 0x80, (byte) 0xFF};

  private final SplittableRandom random;

  Mutations(SplittableRandom random) {
    this.random = random;
  }

  /** The bytes, with one to four changes. */
  byte[] of(byte[] original) {
    byte[] bytes = original.clone();
    for (int i = random.nextInt(MOST_AT_ONCE); i >= 0; i--) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes) {
    if (bytes.length == 0) {
      return noise();
    }
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(8)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2 -> bytes[at] = LIES[random.nextInt(LIES.length)];
      case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + Long.BYTES), lie());
      case 4 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 5 -> {
        return join(bytes, at, noise(), at);
      }
      case 6 -> { // some of it twice
        return join(bytes, at, new byte[0], random.nextInt(at + 1));
      }
      default -> { // some of it left out
        return join(bytes, at, new byte[0], at + random.nextInt(bytes.length - at));
      }
    }
    return bytes;
  }

  private byte lie() {
    return LIES[random.nextInt(LIES.length)];
  }

  private byte[] noise() {
    int most = random.nextInt(8) == 0 ? MOST_INSERTED : 16;
    byte[] noise = new byte[1 + random.nextInt(most)];
    random.nextBytes(noise);
    return noise;
  }

  /** What comes before one place, then something else, then what comes from another place on. */
  private static byte[] join(byte[] bytes, int before, byte[] between, int after) {
    return ByteBuffer.allocate(before + between.length + bytes.length - after)
        .put(bytes, 0, before)
        .put(between)
        .put(bytes, after, bytes.length - after)
        .array();
  }
}
