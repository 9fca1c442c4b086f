package dev.shoal.bittorrent.handshake;

import dev.shoal.base.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The first message of each side (BEP 3): {@code <19><"BitTorrent protocol"><reserved:
 * 8><info-hash: 20><peer id: 20>}, 68 bytes.
 *
 * @param extensions whether the sender speaks the extension protocol (BEP 10, bit 0x10 of byte 5)
 * @param fast whether the sender speaks the fast extension (BEP 6, bit 0x04 of byte 7)
 * @param dht whether the sender has a node of the DHT (BEP 5, bit 0x01 of byte 7)
 * @param infoHash of the torrent that this connection is about
 * @param peerId 20 bytes
 */
public record Handshake(
    boolean extensions, boolean fast, boolean dht, Hash infoHash, byte[] peerId) {
  /** Bytes of a handshake. */
  public static final int LENGTH = 68;

  /** Bytes up to the end of the info-hash, after which the side that was dialled answers. */
  public static final int LENGTH_TO_INFO_HASH = 48;

  private static final byte[] PROTOCOL =
      "\u0013BitTorrent protocol".getBytes(StandardCharsets.ISO_8859_1);
  private static final int RESERVED = 8;
  private static final int EXTENSION_BYTE = 5;
  private static final int EXTENSION_BIT = 0x10;
  private static final int FAST_BYTE = 7;
  private static final int FAST_BIT = 0x04;
  private static final int DHT_BYTE = 7;
  private static final int DHT_BIT = 0x01;

  /** The 20 bytes by which a connection is known to be of this protocol. */
  public static byte[] prefix() {
    return PROTOCOL.clone();
  }

  /** The 68 bytes, ready to be written. */
  public ByteBuffer encode() {
    byte[] reserved = new byte[RESERVED];
    if (extensions) {
      reserved[EXTENSION_BYTE] |= EXTENSION_BIT;
    }
    if (fast) {
      reserved[FAST_BYTE] |= FAST_BIT;
    }
    if (dht) {
      reserved[DHT_BYTE] |= DHT_BIT;
    }
    ByteBuffer out = ByteBuffer.allocate(LENGTH);
    return out.put(PROTOCOL).put(reserved).put(infoHash.bytes()).put(peerId).flip();
  }

  /** Whether these first bytes, however few, may be the beginning of a handshake. */
  static boolean mayBegin(ByteBuffer bytes) {
    int n = Math.min(bytes.remaining(), PROTOCOL.length);
    for (int i = 0; i < n; i++) {
      if (bytes.get(bytes.position() + i) != PROTOCOL[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a connection begins as a handshake does, however it goes on; empty as long as that
   * cannot be told from these first bytes.
   */
  public static Optional<Boolean> begins(ByteBuffer bytes) {
    boolean maybe = mayBegin(bytes);
    return maybe && bytes.remaining() < PROTOCOL.length ? Optional.empty() : Optional.of(maybe);
  }

  /** The info-hash, once {@link #LENGTH_TO_INFO_HASH} bytes are there. */
  static Hash infoHash(ByteBuffer bytes) {
    byte[] hash = new byte[Hash.SHA1_LENGTH];
    bytes.get(bytes.position() + PROTOCOL.length + RESERVED, hash);
    return Hash.of(hash);
  }

  /** Takes a whole handshake from the buffer. */
  static Handshake decode(ByteBuffer bytes) {
    final Hash infoHash = infoHash(bytes);
    int reserved = bytes.position() + PROTOCOL.length;
    final boolean extensions = (bytes.get(reserved + EXTENSION_BYTE) & EXTENSION_BIT) != 0;
    final boolean fast = (bytes.get(reserved + FAST_BYTE) & FAST_BIT) != 0;
    final boolean dht = (bytes.get(reserved + DHT_BYTE) & DHT_BIT) != 0;
    bytes.position(bytes.position() + LENGTH_TO_INFO_HASH);
    byte[] peerId = new byte[20];
    bytes.get(peerId);
    return new Handshake(extensions, fast, dht, infoHash, peerId);
  }
}
