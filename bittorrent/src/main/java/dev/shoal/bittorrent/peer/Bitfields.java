package dev.shoal.bittorrent.peer;

import dev.shoal.bittorrent.wire.PeerMessage;
import java.util.BitSet;
import java.util.Optional;

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

  /** What is said first: a bitfield, unless it is empty (BEP 3), or a shorter message (BEP 6). */
  static Optional<PeerMessage> message(BitSet has, int pieces, boolean fast) {
    if (fast && has.cardinality() == pieces) {
      return Optional.of(new PeerMessage.HaveAll());
    } else if (has.isEmpty()) {
      return fast ? Optional.of(new PeerMessage.HaveNone()) : Optional.empty();
    }
    return Optional.of(new PeerMessage.Bitfield(encode(has, pieces)));
  }
}
