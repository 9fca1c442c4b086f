package dev.shoal.bittorrent.encryption;

import java.nio.ByteBuffer;

/** The keystream of RC4 in one direction, without its first 1024 bytes, which leak the key. */
public final class Rc4 {
  private static final int STATES = 256;
  private static final int MASK = STATES - 1;
  private static final int DISCARDED = 1024;

  private final int[] s = new int[STATES]; // of int, which is faster than of byte
  private int i;
  private int j;

  /** The stream of a key of 1 to 256 bytes. */
  Rc4(byte[] key) {
    for (int n = 0; n < STATES; n++) {
      s[n] = n;
    }
    int swap = 0;
    for (int n = 0; n < STATES; n++) {
      swap = (swap + s[n] + key[n % key.length]) & MASK;
      int state = s[n];
      s[n] = s[swap];
      s[swap] = state;
    }
    apply(ByteBuffer.allocate(DISCARDED));
  }

  /** Encrypts or decrypts what remains, in its place; the position stays. */
  void apply(ByteBuffer bytes) {
    apply(bytes, bytes.position(), bytes.limit());
  }

  /** Encrypts or decrypts the bytes of these places; position and limit stay. */
  void apply(ByteBuffer bytes, int from, int to) {
    ByteBuffer view = bytes.duplicate(); // big-endian, whatever the caller's is
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) { // one access to the buffer for eight bytes
      view.putLong(at, view.getLong(at) ^ next(Long.BYTES));
    }
    for (; at < to; at++) {
      view.put(at, (byte) (view.get(at) ^ next(1)));
    }
  }

  /** The next bytes of the keystream, at most eight. */
  private long next(int count) {
    int x = i; // locals stay in registers
    int y = j;
    long key = 0;
    for (int n = 0; n < count; n++) {
      x = (x + 1) & MASK;
      int a = s[x];
      y = (y + a) & MASK;
      int b = s[y];
      s[x] = b;
      s[y] = a;
      key = key << Byte.SIZE | s[(a + b) & MASK];
    }
    i = x;
    j = y;
    return key;
  }
}
