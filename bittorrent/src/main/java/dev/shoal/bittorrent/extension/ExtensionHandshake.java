package dev.shoal.bittorrent.extension;

import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.BencodeException;
import dev.shoal.bencode.BencodeLimits;
import dev.shoal.bencode.Bencoded;
import dev.shoal.bencode.Bencoded.BDict;
import dev.shoal.bittorrent.wire.WireException;

/**
 * The extension handshake (BEP 10): which extensions a side speaks, and by which numbers the other
 * is to send them.
 *
 * @param utMetadata the number for {@code ut_metadata} (BEP 9); 0: not spoken
 * @param metadataSize bytes of the metadata; 0: not known
 * @param client name and version of the program, as a stranger gave it; empty if it did not
 * @param requestQueue how many requests it queues ({@code reqq}); 0: it did not say
 * @param port the port it listens on ({@code p}); 0: it did not say
 */
public record ExtensionHandshake(
    int utMetadata, int metadataSize, String client, int requestQueue, int port) {
  /** The number by which the other side is to send {@code ut_metadata} to this one. */
  public static final int OWN_UT_METADATA = 1;

  private static final int MAX_LENGTH = 1 << 16; // known ones have some hundred bytes
  private static final int MAX_CLIENT = 64;
  private static final BencodeLimits LIMITS =
      BencodeLimits.message(MAX_LENGTH).allowingUnsortedKeys();

  /** The payload of an extended message with id 0. */
  public byte[] encode() {
    Bencoded.DictBuilder dict =
        Bencoded.dict()
            .put("m", Bencoded.dict().put("ut_metadata", utMetadata).build())
            .put("reqq", requestQueue)
            .put("v", client);
    if (metadataSize > 0) {
      dict.put("metadata_size", metadataSize);
    }
    if (port > 0) {
      dict.put("p", port);
    }
    return Bencode.encode(dict.build());
  }

  /**
   * Reads a payload; what is out of range counts as not said.
   *
   * @throws WireException if it is not a dictionary
   */
  public static ExtensionHandshake decode(byte[] payload) {
    BDict dict;
    try {
      dict = Bencode.decodeDict(payload, LIMITS);
    } catch (BencodeException broken) {
      throw new WireException("extension handshake: " + broken.getMessage());
    }
    String client = dict.text("v").orElse("");
    return new ExtensionHandshake(
        dict.dict("m").map(m -> number(m, "ut_metadata", 255)).orElse(0),
        number(dict, "metadata_size", MetadataFetch.MAX_SIZE),
        client.length() > MAX_CLIENT ? client.substring(0, MAX_CLIENT) : client,
        number(dict, "reqq", Integer.MAX_VALUE),
        number(dict, "p", 0xFFFF));
  }

  private static int number(BDict dict, String key, int max) {
    long value = dict.integer(key).orElse(0);
    return value < 0 || value > max ? 0 : (int) value;
  }
}
