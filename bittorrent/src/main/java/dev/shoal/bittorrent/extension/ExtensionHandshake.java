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
 * @param numbers of the extensions it speaks
 * @param metadataSize bytes of the metadata; 0: not known
 * @param client name and version of the program, as a stranger gave it; empty if it did not
 * @param requestQueue how many requests it queues ({@code reqq}); 0: it did not say
 * @param port the port it listens on ({@code p}); 0: it did not say
 * @param uploadOnly whether it wants nothing any more (BEP 21)
 */
public record ExtensionHandshake(
    Numbers numbers,
    int metadataSize,
    String client,
    int requestQueue,
    int port,
    boolean uploadOnly) {
  /**
   * The number of each extension; 0: not spoken.
   *
   * @param utMetadata metadata from peers (BEP 9)
   * @param dontHave pieces that are gone (BEP 54)
   * @param utPex peers of peers (BEP 11)
   */
  public record Numbers(int utMetadata, int dontHave, int utPex) {
    /** By which the other side is to send them to this one. */
    public static final Numbers OWN = new Numbers(1, 2, 3);
  }

  private static final int MAX_LENGTH = 1 << 16; // known ones have some hundred bytes
  private static final int MAX_CLIENT = 64;
  private static final BencodeLimits LIMITS =
      BencodeLimits.message(MAX_LENGTH).allowingUnsortedKeys();

  /** What this program says before it knows more. */
  public static ExtensionHandshake own(String client, int requestQueue, int port) {
    return new ExtensionHandshake(Numbers.OWN, 0, client, requestQueue, port, false);
  }

  /** The same by one who exchanges no peers. */
  public ExtensionHandshake exchangingNoPeers() {
    Numbers fewer = new Numbers(numbers.utMetadata, numbers.dontHave, 0);
    return new ExtensionHandshake(fewer, metadataSize, client, requestQueue, port, uploadOnly);
  }

  /** The same with the metadata known. */
  public ExtensionHandshake withMetadata(int size) {
    return new ExtensionHandshake(numbers, size, client, requestQueue, port, uploadOnly);
  }

  /** The same by one who wants nothing any more. */
  public ExtensionHandshake wantingNothing() {
    return new ExtensionHandshake(numbers, metadataSize, client, requestQueue, port, true);
  }

  /** The payload of an extended message with id 0. */
  public byte[] encode() {
    Bencoded.DictBuilder m =
        Bencoded.dict().put("lt_donthave", numbers.dontHave).put("ut_metadata", numbers.utMetadata);
    if (numbers.utPex != 0) {
      m.put("ut_pex", numbers.utPex);
    }
    Bencoded.DictBuilder dict =
        Bencoded.dict().put("m", m.build()).put("reqq", requestQueue).put("v", client);
    if (metadataSize > 0) {
      dict.put("metadata_size", metadataSize);
    }
    if (port > 0) {
      dict.put("p", port);
    }
    if (uploadOnly) {
      dict.put("upload_only", 1);
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
        dict.dict("m")
            .map(m ->
                new Numbers(
                    number(m, "ut_metadata", 255),
                    number(m, "lt_donthave", 255),
                    number(m, "ut_pex", 255)))
            .orElse(new Numbers(0, 0, 0)),
        number(dict, "metadata_size", MetadataFetch.MAX_SIZE),
        client.length() > MAX_CLIENT ? client.substring(0, MAX_CLIENT) : client,
        number(dict, "reqq", Integer.MAX_VALUE),
        number(dict, "p", 0xFFFF),
        number(dict, "upload_only", 1) == 1);
  }

  private static int number(BDict dict, String key, int max) {
    long value = dict.integer(key).orElse(0);
    return value < 0 || value > max ? 0 : (int) value;
  }
}
