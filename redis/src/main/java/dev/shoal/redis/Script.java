package dev.shoal.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;

/** What the server does by itself and in one step; the texts are among the resources. */
enum Script {
  ANNOUNCE("announce.lua"),
  SCRAPE("scrape.lua"),
  RESTORE("restore.lua");

  private final String text;
  private final String digest;

  Script(String resource) {
    text = read(resource);
    digest = HexFormat.of().formatHex(sha1(Keys.bytes(text)));
  }

  /** The whole of it, which the server remembers until it is started again. */
  byte[] text() {
    return Keys.bytes(text);
  }

  /** Under which the server remembers it: its SHA-1 in hexadecimal digits. */
  byte[] digest() {
    return Keys.bytes(digest);
  }

  private static String read(String resource) {
    try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream(resource))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] sha1(byte[] text) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(text);
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }
}
