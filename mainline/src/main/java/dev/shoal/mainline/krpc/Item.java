package dev.shoal.mainline.krpc;

import dev.shoal.base.Hash;
import dev.shoal.base.NodeId;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Something that the DHT keeps (BEP 44): immutable and named by its hash, or named by a key and
 * signed with it, so that the key's owner can change it.
 *
 * @param value a value in bencode, at most {@link #MAX_VALUE} bytes
 */
public record Item(byte[] value, Optional<Signed> signed) {
  /** The most bytes of a value (BEP 44). */
  public static final int MAX_VALUE = 1000;

  /** The most bytes of a salt (BEP 44). */
  public static final int MAX_SALT = 64;

  /**
   * By whom an item is signed.
   *
   * @param key 32 bytes of an Ed25519 public key
   * @param salt names one of several items of a key; empty: none
   * @param sequence grows with each change
   * @param signature 64 bytes
   */
  public record Signed(byte[] key, byte[] salt, long sequence, byte[] signature) {}

  /** An item that is named by its hash. */
  public static Item of(byte[] value) {
    return new Item(value, Optional.empty());
  }

  /** Where it is kept: near the hash of the value, or of key and salt. */
  public NodeId target() {
    return signed.map(it -> target(it.key, it.salt)).orElseGet(() -> sha1(value));
  }

  /** Where items of a key are kept. */
  public static NodeId target(byte[] key, byte[] salt) {
    return sha1(joined(key, salt));
  }

  private static NodeId sha1(byte[] of) {
    return NodeId.of(Hash.sha1(of).bytes());
  }

  /** The bytes that are signed: {@code 4:salt…3:seqi…e1:v…}, in which the salt may be missing. */
  public static byte[] signedBytes(byte[] salt, long sequence, byte[] value) {
    byte[] salted = salt.length == 0 ? salt : joined(ascii("4:salt" + salt.length + ":"), salt);
    return joined(salted, ascii("3:seqi" + sequence + "e1:v"), value);
  }

  /** Whether the value is of use to anybody: short, and with a signature that is its key's. */
  public boolean isGenuine() {
    return value.length <= MAX_VALUE
        && signed
            .map(it ->
                it.salt.length <= MAX_SALT
                    && Ed25519.verifies(
                        it.key, signedBytes(it.salt, it.sequence, value), it.signature))
            .orElse(true);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
