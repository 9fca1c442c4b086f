package dev.shoal.bittorrent.peer;

import java.util.BitSet;

/** Bitfields as BEP 3 has them: the high bit of the first byte is piece 0. */
final class Bitfields {
  private Bitfields() {}

  static BitSet decode(byte[] bits) {
    byte[] reversed = new byte[bits.length];
    for (int i = 0; i < bits.length; i++) {
      reversed[i] = (byte) (Integer.reverse(bits[i]) >>> 24);
    }
    return BitSet.valueOf(reversed);
  }

  static byte[] encode(BitSet set, int pieces) {
    byte[] bits = new byte[(pieces + 7) / 8];
    byte[] reversed = set.toByteArray();
    for (int i = 0; i < reversed.length; i++) {
      bits[i] = (byte) (Integer.reverse(reversed[i]) >>> 24);
    }
    return bits;
  }
}
