package dev.shoal.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Bencoded bytes (BEP 3), written without Shoal's own code so that the two can disagree. */
final class Bencoded {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Bencoded() {}

  /** Of maps from text, lists, numbers, text and byte arrays. */
  static byte[] of(Object value) {
    Bencoded bencoded = new Bencoded();
    bencoded.write(value);
    return bencoded.out.toByteArray();
  }

  private void write(Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        out.write('d');
        new TreeMap<>(map)
            .forEach((key, each) -> {
              write(key);
              write(each);
            });
        out.write('e');
      }
      case List<?> list -> {
        out.write('l');
        list.forEach(this::write);
        out.write('e');
      }
      case Number number -> out.writeBytes(("i" + number + "e").getBytes(UTF_8));
      case byte[] bytes -> {
        out.writeBytes((bytes.length + ":").getBytes(UTF_8));
        out.writeBytes(bytes);
      }
      default -> write(value.toString().getBytes(UTF_8));
    }
  }
}
