package dev.shoal.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A .torrent file, made and read without Shoal's own code so that the two can disagree.
 *
 * @param file where it is
 */
record Torrent(Path file) {
  /** Describes a folder as it lies there, its padding marked (BEP 47). */
  static Torrent make(Path file, Shape shape, Path original, String tracker) {
    MessageDigest sha1 = sha1();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    List<Object> files = new ArrayList<>();
    try {
      for (String name : shape.files().keySet()) {
        byte[] bytes = Files.readAllBytes(original.resolve(name));
        content.writeBytes(bytes);
        Map<String, Object> entry = new HashMap<>();
        entry.put("length", bytes.length);
        entry.put("path", List.of(name.split("/", -1)));
        if (Shape.isPadding(name)) {
          entry.put("attr", "p");
        }
        files.add(entry);
      }
      ByteBuffer all = ByteBuffer.wrap(content.toByteArray());
      ByteArrayOutputStream pieces = new ByteArrayOutputStream();
      while (all.hasRemaining()) {
        int length = Math.min(Shape.PIECE_BYTES, all.remaining());
        sha1.update(all.slice(all.position(), length));
        pieces.writeBytes(sha1.digest());
        all.position(all.position() + length);
      }
      Map<String, Object> info =
          Map.of(
              "name",
              shape.name(),
              "piece length",
              Shape.PIECE_BYTES,
              "pieces",
              pieces.toByteArray(),
              "files",
              files);
      Files.write(file, Bencoded.of(Map.of("announce", tracker, "info", info)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return new Torrent(file);
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** The v1 info-hash: SHA-1 of the info dictionary as it stands in the file (BEP 3). */
  String infoHash() {
    try {
      byte[] bytes = Files.readAllBytes(file);
      String text = new String(bytes, ISO_8859_1);
      int at = 1; // past the d of the outer dictionary
      while (text.charAt(at) != 'e') {
        int value = end(text, at);
        int end = end(text, value);
        if (text.substring(at, value).equals("4:info")) {
          MessageDigest sha1 = sha1();
          sha1.update(bytes, value, end - value);
          return HexFormat.of().formatHex(sha1.digest());
        }
        at = end;
      }
      throw new AssertionError("no info in " + file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A link with nothing but the hash and a tracker (BEP 9). */
  String magnet(String tracker) {
    return "magnet:?xt=urn:btih:" + infoHash() + "&tr=" + URLEncoder.encode(tracker, UTF_8);
  }

  /** Where the bencoded value that begins at a position ends. */
  private static int end(String text, int at) {
    char kind = text.charAt(at);
    if (kind == 'i') {
      return text.indexOf('e', at) + 1;
    }
    if (kind == 'l' || kind == 'd') {
      int next = at + 1;
      while (text.charAt(next) != 'e') {
        next = end(text, next);
      }
      return next + 1;
    }
    int colon = text.indexOf(':', at);
    return colon + 1 + Integer.parseInt(text.substring(at, colon));
  }
}
