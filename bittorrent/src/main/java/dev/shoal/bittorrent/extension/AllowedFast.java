package dev.shoal.bittorrent.extension;

import dev.shoal.base.Hash;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.BitSet;

/** The allowed-fast set (BEP 6): pieces a peer may ask for even while it is choked. Pure. */
public final class AllowedFast {
  /** How many pieces a set has. */
  public static final int SIZE = 10;

  private AllowedFast() {}

  /**
   * The canonical set for a peer: who wants more of them needs more addresses. Empty for IPv6, for
   * which none is specified.
   *
   * @param pieces of the torrent
   */
  public static BitSet of(InetAddress peer, Hash infoHash, int pieces) {
    BitSet allowed = new BitSet();
    if (!(peer instanceof Inet4Address)) {
      return allowed;
    }
    byte[] ip = peer.getAddress();
    ip[3] = 0; // the whole /24 has one set
    byte[] x = ByteBuffer.allocate(4 + infoHash.length()).put(ip).put(infoHash.bytes()).array();
    int size = Math.min(SIZE, pieces);
    while (allowed.cardinality() < size) {
      x = Hash.sha1(x).bytes();
      ByteBuffer numbers = ByteBuffer.wrap(x);
      while (numbers.hasRemaining() && allowed.cardinality() < size) {
        allowed.set((int) (Integer.toUnsignedLong(numbers.getInt()) % pieces));
      }
    }
    return allowed;
  }
}
