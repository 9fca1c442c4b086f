package dev.shoal.lan.lsd;

import dev.shoal.base.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a node says to the group: at this port I have to do with these contents (BEP 14). Written
 * like a request of HTTP:
 *
 * <pre>{@code
 * BT-SEARCH * HTTP/1.1
 * Host: 239.192.152.143:6771
 * Port: 7462
 * Infohash: 0123456789ABCDEF0123456789ABCDEF01234567
 * cookie: 5f3a
 * }</pre>
 *
 * @param host the group, as it is written
 * @param port of TCP, 1 to 65535
 * @param infoHashes of 20 bytes each, 1 to {@link #MAX_HASHES}
 * @param cookie by which a node knows its own; empty: none
 */
public record Announcement(String host, int port, List<Hash> infoHashes, String cookie) {
  /** Hashes in one message: with them it stays below the 1400 bytes of BEP 14. */
  public static final int MAX_HASHES = 24;

  /** Longest cookie that is looked at; others are a word of some tens of characters. */
  private static final int MAX_COOKIE = 64;

  private static final String FIRST_LINE = "BT-SEARCH * HTTP/1.1";
  private static final int HEX_LENGTH = 2 * Hash.SHA1_LENGTH;
  private static final int MAX_LINES = 100; // more than a message of 1400 bytes has of any use
  private static final int MAX_PORT = 0xFFFF;

  public Announcement {
    infoHashes = List.copyOf(infoHashes);
  }

  /** Its bytes. */
  public ByteBuffer encode() {
    StringBuilder text = new StringBuilder(FIRST_LINE).append("\r\n");
    text.append("Host: ").append(host).append("\r\nPort: ").append(port).append("\r\n");
    for (Hash hash : infoHashes) { // in capitals, as older programs compare them so
      text.append("Infohash: ").append(hash.hex().toUpperCase(Locale.ROOT)).append("\r\n");
    }
    text.append("cookie: ").append(cookie).append("\r\n\r\n\r\n");
    return StandardCharsets.ISO_8859_1.encode(text.toString());
  }

  /** The announcement that these bytes are; empty if they are none, or name no proper content. */
  public static Optional<Announcement> decode(ByteBuffer bytes) {
    String[] lines =
        StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString().split("\r\n", MAX_LINES);
    if (!lines[0].equalsIgnoreCase(FIRST_LINE)) {
      return Optional.empty();
    }
    String host = "";
    String cookie = "";
    int port = 0;
    List<Hash> hashes = new ArrayList<>();
    for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
      int colon = lines[i].indexOf(':');
      String value = lines[i].substring(colon + 1).strip();
      switch (lines[i].substring(0, Math.max(0, colon)).strip().toLowerCase(Locale.ROOT)) {
        case "host" -> host = value;
        case "port" -> port = number(value);
        case "cookie" -> cookie = value.length() <= MAX_COOKIE ? value : "";
        case "infohash" -> hash(value).ifPresent(hashes::add);
        default -> {} // of versions to come
      }
    }
    return port == 0 || hashes.isEmpty() || hashes.size() > MAX_HASHES
        ? Optional.empty()
        : Optional.of(new Announcement(host, port, hashes, cookie));
  }

  private static int number(String value) {
    boolean proper = value.matches("[0-9]{1,5}");
    int number = proper ? Integer.parseInt(value) : 0;
    return number <= MAX_PORT ? number : 0;
  }

  private static Optional<Hash> hash(String value) {
    return value.length() == HEX_LENGTH && value.matches("[0-9a-fA-F]+")
        ? Optional.of(Hash.ofHex(value))
        : Optional.empty();
  }
}
