package dev.shoal.redis;

import dev.shoal.base.Endpoint;
import java.nio.ByteBuffer;

/** A peer as it is kept and sent: its address and port, 6 bytes (BEP 23), 18 for IPv6 (BEP 7). */
final class Packed {
  private static final int V4_LENGTH = 6;
  private static final int V6_LENGTH = 18;

  private Packed() {}

  static byte[] of(Endpoint peer) {
    ByteBuffer bytes = ByteBuffer.allocate(peer.v6() ? V6_LENGTH : V4_LENGTH);
    if (peer.v6()) {
      bytes.putLong(peer.high()).putLong(peer.low());
    } else {
      bytes.putInt((int) peer.low());
    }
    return bytes.putShort((short) peer.port()).array();
  }
}
