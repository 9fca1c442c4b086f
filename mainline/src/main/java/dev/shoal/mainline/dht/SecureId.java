package dev.shoal.mainline.dht;

import dev.shoal.base.NodeId;
import dev.shoal.mainline.krpc.Krpc;
import dev.shoal.net.Nearness;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Ids that follow from an address, so that nobody has as many as there are places (BEP 42). It does
 * little for IPv6, where an address range of one customer of a provider has every prefix. Pure.
 */
public final class SecureId {
  private static final int[] V4_MASK = {0x03, 0x0F, 0x3F, 0xFF};
  private static final int[] V6_MASK = {0x01, 0x03, 0x07, 0x0F, 0x1F, 0x3F, 0x7F, 0xFF};
  private static final int LOW_BITS = 0x07;
  private static final int THIRD_BYTE_BITS = 0xF8; // 21 bits of the checksum are in the id

  private SecureId() {}

  /**
   * The id of a node at this address.
   *
   * @param seed 20 bytes: what the address does not determine is taken from it
   */
  public static NodeId of(InetAddress address, byte[] seed) {
    byte[] id = Arrays.copyOf(seed, Krpc.ID_LENGTH);
    int last = id[Krpc.ID_LENGTH - 1];
    int prefix = prefix(address, last & LOW_BITS);
    id[0] = (byte) (prefix >>> 24);
    id[1] = (byte) (prefix >>> 16);
    id[2] = (byte) ((prefix >>> 8 & THIRD_BYTE_BITS) | (id[2] & LOW_BITS));
    return NodeId.of(id);
  }

  /** Whether an id is one that a node at this address may have. */
  public static boolean isOf(InetAddress address, NodeId id) {
    if (Nearness.of(address) != Nearness.GLOBAL) {
      return true; // BEP 42: "Nodes on local networks" are exempt
    }
    int prefix = prefix(address, id.at(Krpc.ID_LENGTH - 1) & LOW_BITS);
    return id.at(0) == (prefix >>> 24)
        && id.at(1) == (prefix >>> 16 & 0xFF)
        && (id.at(2) & THIRD_BYTE_BITS) == (prefix >>> 8 & THIRD_BYTE_BITS);
  }

  /**
   * The checksum of 4 or 8 bytes of the address; of 4 for IPv4, as the vectors of BEP 42 have it.
   */
  private static int prefix(InetAddress address, int r) {
    int[] mask = address instanceof Inet4Address ? V4_MASK : V6_MASK;
    byte[] bytes = Arrays.copyOf(address.getAddress(), mask.length);
    for (int i = 0; i < mask.length; i++) {
      bytes[i] &= (byte) mask[i];
    }
    bytes[0] |= (byte) (r << 5);
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
