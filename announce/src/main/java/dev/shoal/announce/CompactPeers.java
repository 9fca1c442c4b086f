package dev.shoal.announce;

import dev.shoal.base.Locator;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Peers as addresses and ports in a row: 6 bytes each (BEP 23), 18 for IPv6 (BEP 7). */
public final class CompactPeers {
  private static final int V4 = 4;
  private static final int V6 = 16;
  private static final int PORT = 2;

  private CompactPeers() {}

  /** The bytes of a peer with an address of this family. */
  public static int stride(boolean v6) {
    return (v6 ? V6 : V4) + PORT;
  }

  /** The whole entries that remain in the buffer; those without a port cannot be dialled. */
  public static List<TrackerReply.Peer> decode(ByteBuffer in, boolean v6) {
    List<TrackerReply.Peer> peers = new ArrayList<>(in.remaining() / stride(v6));
    byte[] address = new byte[v6 ? V6 : V4];
    while (in.remaining() >= stride(v6)) {
      in.get(address);
      int port = Short.toUnsignedInt(in.getShort());
      if (port != 0) {
        peers.add(TrackerReply.Peer.at(new Locator.Ip(address(address), port)));
      }
    }
    return peers;
  }

  /** The entries of the peers whose addresses are of this family. */
  static byte[] encode(List<TrackerReply.Peer> peers, boolean v6) {
    List<Locator.Ip> family =
        peers.stream()
            .map(TrackerReply.Peer::locator)
            .filter(locator -> isV6(locator.address()) == v6)
            .toList();
    ByteBuffer out = ByteBuffer.allocate(family.size() * stride(v6));
    for (Locator.Ip locator : family) {
      out.put(locator.address().getAddress()).putShort((short) locator.port());
    }
    return out.array();
  }

  static boolean isV6(InetAddress address) {
    return !(address instanceof Inet4Address);
  }

  /** The address of 4 or 16 bytes; an IPv4 address wrapped in IPv6 is unwrapped. */
  static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException wrongLength) {
      throw new AnnounceException("an address of " + bytes.length + " bytes", wrongLength);
    }
  }
}
