package dev.shoal.base;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A digest that names something: 20 bytes of SHA-1 or 32 bytes of SHA-256. Immutable; ordered as
 * unsigned bytes.
 */
public final class Hash implements Comparable<Hash> {
  /** The length of a SHA-1 digest in bytes. */
  public static final int SHA1_LENGTH = 20;

  /** The length of a SHA-256 digest in bytes. */
  public static final int SHA256_LENGTH = 32;

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    if (bytes.length != SHA1_LENGTH && bytes.length != SHA256_LENGTH) {
      throw new IllegalArgumentException("a hash has 20 or 32 bytes, not " + bytes.length);
    }
    this.bytes = bytes;
  }

  /** The hash made of these 20 or 32 bytes, which are copied. */
  public static Hash of(byte[] bytes) {
    return new Hash(bytes.clone());
  }

  /** The hash written as 40 or 64 hexadecimal digits. */
  public static Hash ofHex(String hex) {
    return new Hash(HexFormat.of().parseHex(hex));
  }

  /** The SHA-1 digest of the bytes. */
  public static Hash sha1(byte[] of) {
    return new Hash(sha1().digest(of));
  }

  /** A new SHA-1 digester, of the platform's fastest provider. */
  public static MessageDigest sha1() {
    return digest("SHA-1");
  }

  /** A new SHA-256 digester. */
  public static MessageDigest sha256() {
    return digest("SHA-256");
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  /** A copy of the bytes. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The number of bytes, 20 or 32. */
  public int length() {
    return bytes.length;
  }

  /** Lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public int compareTo(Hash other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
