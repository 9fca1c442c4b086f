package dev.shoal.cli.command;

import dev.shoal.bencode.Bencode;
import dev.shoal.bencode.BencodeException;
import dev.shoal.bencode.BencodeLimits;
import dev.shoal.bencode.Bencoded;
import dev.shoal.content.SafeNames;
import java.nio.charset.StandardCharsets;

/** Values of the DHT, which may be anything, as a terminal can show them. */
final class Values {
  private static final BencodeLimits LIMITS = BencodeLimits.message(2048);

  private Values() {}

  /** The text if it is one, else the bencode with what is not printable made visible. */
  static String text(byte[] bencode) {
    try {
      return Bencode.decode(bencode, LIMITS) instanceof Bencoded.BString string
          ? SafeNames.forDisplay(string.asText())
          : SafeNames.forDisplay(new String(bencode, StandardCharsets.ISO_8859_1));
    } catch (BencodeException broken) {
      return SafeNames.forDisplay(new String(bencode, StandardCharsets.ISO_8859_1));
    }
  }
}
