package dev.shoal.bittorrent.extension;

import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.BencodeException;
import dev.shoal.bencode.BencodeLimits;
import dev.shoal.bencode.Bencoded;
import dev.shoal.bittorrent.wire.WireException;
import java.util.Arrays;
import java.util.Optional;

/** The messages of {@code ut_metadata} (BEP 9): a dictionary, of data followed by the block. */
public sealed interface UtMetadata {
  /** Asks for a block of 16 KiB. */
  record Request(int block) implements UtMetadata {}

  /** A block; the last one may be shorter. */
  record Data(int block, int totalSize, byte[] bytes) implements UtMetadata {}

  /** The sender does not give that block. */
  record Reject(int block) implements UtMetadata {}

  /** The limits of the dictionary that a message begins with. */
  BencodeLimits LIMITS = BencodeLimits.message(MetadataFetch.BLOCK + 1024).allowingUnsortedKeys();

  /** The payload of the extended message. */
  default byte[] encode() {
    return switch (this) {
      case Request(int block) -> head(0, block);
      case Reject(int block) -> head(2, block);
      case Data(int block, int totalSize, byte[] bytes) -> {
        byte[] dict =
            Bencode.encode(
                Bencoded.dict()
                    .put("msg_type", 1)
                    .put("piece", block)
                    .put("total_size", totalSize)
                    .build());
        byte[] all = Arrays.copyOf(dict, dict.length + bytes.length);
        System.arraycopy(bytes, 0, all, dict.length, bytes.length);
        yield all;
      }
    };
  }

  private static byte[] head(int type, int block) {
    return Bencode.encode(Bencoded.dict().put("msg_type", type).put("piece", block).build());
  }

  /**
   * Reads a payload; empty for types of message that are not known (BEP 9 says to ignore them).
   *
   * @throws WireException if it is malformed
   */
  static Optional<UtMetadata> decode(byte[] payload) {
    try {
      Bencode.Prefix prefix = Bencode.decodePrefix(payload, LIMITS);
      if (!(prefix.value() instanceof Bencoded.BDict dict)) {
        throw new WireException("ut_metadata: not a dictionary");
      }
      long block = dict.integer("piece").orElse(-1);
      if (block < 0 || block > MetadataFetch.MAX_SIZE / MetadataFetch.BLOCK) {
        throw new WireException("ut_metadata: block " + block);
      }
      long type = dict.integer("msg_type").orElse(-1);
      long total = dict.integer("total_size").orElse(0);
      byte[] rest = Arrays.copyOfRange(payload, prefix.length(), payload.length);
      return switch (Math.clamp(type, -1, 3)) {
        case 0 -> Optional.of(new Request((int) block));
        case 1 -> Optional.of(new Data((int) block, Math.clamp(total, 0, 1 << 30), rest));
        case 2 -> Optional.of(new Reject((int) block));
        default -> Optional.empty();
      };
    } catch (BencodeException broken) {
      throw new WireException("ut_metadata: " + broken.getMessage());
    }
  }

  /** One block out of the metadata; empty if there is no such block. */
  static Optional<Data> block(byte[] metadata, int block) {
    int from = block * MetadataFetch.BLOCK;
    return from < 0 || from >= metadata.length
        ? Optional.empty()
        : Optional.of(
            new Data(
                block,
                metadata.length,
                Arrays.copyOfRange(
                    metadata, from, Math.min(metadata.length, from + MetadataFetch.BLOCK))));
  }
}
