package dev.shoal.bencode;

import dev.shoal.bencode.Bencoded.BDict;
import dev.shoal.bencode.Bencoded.BInteger;
import dev.shoal.bencode.Bencoded.BList;
import dev.shoal.bencode.Bencoded.BString;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A writer of bencode. It measures first and then fills one array of that size, for the hashes of a
 * large torrent should not lie in memory a third time.
 */
final class Encoder {
  private Encoder() {}

  static byte[] encode(Bencoded value) {
    byte[] bytes = new byte[Math.toIntExact(length(value))];
    write(value, ByteBuffer.wrap(bytes));
    return bytes;
  }

  private static long length(Bencoded value) {
    return switch (value) {
      case BInteger integer -> 2L + Long.toString(integer.value()).length();
      case BString string -> length(string);
      case BList list -> {
        long length = 2;
        for (Bencoded item : list.items()) {
          length += length(item);
        }
        yield length;
      }
      case BDict dict when dict.decodedFrom().isPresent() -> dict.decodedFrom().get().length();
      case BDict dict -> {
        long length = 2;
        for (int i = 0; i < dict.size(); i++) {
          length += length(dict.key(i)) + length(dict.value(i));
        }
        yield length;
      }
    };
  }

  private static long length(BString string) {
    long length = 2L + string.length();
    for (int rest = string.length() / 10; rest > 0; rest /= 10) {
      length++;
    }
    return length;
  }

  private static void write(Bencoded value, ByteBuffer out) {
    switch (value) {
      case BInteger integer -> {
        out.put((byte) 'i');
        out.put(Long.toString(integer.value()).getBytes(StandardCharsets.US_ASCII));
        out.put((byte) 'e');
      }
      case BString string -> {
        decimal(string.length(), out);
        out.put((byte) ':');
        string.writeTo(out);
      }
      case BList list -> {
        out.put((byte) 'l');
        list.items().forEach(item -> write(item, out));
        out.put((byte) 'e');
      }
      case BDict dict when dict.decodedFrom().isPresent() -> dict.decodedFrom().get().writeTo(out);
      case BDict dict -> {
        out.put((byte) 'd');
        for (int i = 0; i < dict.size(); i++) {
          write(dict.key(i), out);
          write(dict.value(i), out);
        }
        out.put((byte) 'e');
      }
    }
  }

  private static void decimal(int number, ByteBuffer out) {
    if (number >= 10) {
      decimal(number / 10, out);
    }
    out.put((byte) ('0' + number % 10));
  }
}
