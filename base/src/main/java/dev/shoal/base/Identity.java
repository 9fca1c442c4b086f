package dev.shoal.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Optional;

/**
 * Who a node is: an Ed25519 key pair (RFC 8032), and the id from which each overlay makes its own
 * by its own rule. Immutable; any thread may sign.
 */
public final class Identity {
  /** The length of a public key in bytes. */
  public static final int KEY_LENGTH = 32;

  /** The length of an id in bytes. */
  public static final int ID_LENGTH = Hash.SHA256_LENGTH;

  private static final String ALGORITHM = "Ed25519";
  private static final byte[] MAGIC = "shoal identity 1".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_KEY = 256; // as PKCS #8 and X.509 write it: 48 and 44 bytes

  /** How an id is made. */
  public enum Kind {
    /** It is the SHA-256 of the public key: who has it can prove it. */
    RANDOM((byte) 'R'),
    /**
     * It is the SHA-256 of what this machine is made of, so that it stays the same after a
     * reinstall: anybody who knows those numbers can claim it, so it proves nothing.
     */
    HARDWARE((byte) 'H');

    private final byte mark;

    Kind(byte mark) {
      this.mark = mark;
    }

    private static Optional<Kind> of(byte mark) {
      return Arrays.stream(values()).filter(kind -> kind.mark == mark).findFirst();
    }
  }

  private final Kind kind;
  private final KeyPair keys;
  private final byte[] id;

  private Identity(Kind kind, KeyPair keys, byte[] id) {
    this.kind = kind;
    this.keys = keys;
    this.id = id;
  }

  /** A new one, with an id made of its key. */
  public static Identity create(SecureRandom random) {
    KeyPair keys = newKeys(random);
    return new Identity(Kind.RANDOM, keys, sha256(raw(keys)));
  }

  /**
   * A new one, with an id made of the numbers of a machine.
   *
   * @param hardware such as MAC address and serial number of the disk, always in the same order
   */
  public static Identity ofHardware(byte[] hardware, SecureRandom random) {
    return new Identity(Kind.HARDWARE, newKeys(random), sha256(hardware));
  }

  private static KeyPair newKeys(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(255, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException everyPlatformHasIt) {
      throw new IllegalStateException(everyPlatformHasIt);
    }
  }

  private static byte[] sha256(byte[] of) {
    return Hash.sha256().digest(of);
  }

  /** X.509 writes the key itself last. */
  private static byte[] raw(KeyPair keys) {
    byte[] encoded = keys.getPublic().getEncoded();
    return Arrays.copyOfRange(encoded, encoded.length - KEY_LENGTH, encoded.length);
  }

  /** How its id was made. */
  public Kind kind() {
    return kind;
  }

  /** Whether it can prove its id; where that is needed, it is refused otherwise. */
  public boolean isProvable() {
    return kind == Kind.RANDOM;
  }

  /** A copy of its id, of {@link #ID_LENGTH} bytes. */
  public byte[] id() {
    return id.clone();
  }

  /** A copy of its public key, of {@link #KEY_LENGTH} bytes (RFC 8032, section 5.1.5). */
  public byte[] publicKey() {
    return raw(keys);
  }

  /** The 64 bytes of a signature (RFC 8032, section 5.1.6). */
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(keys.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException ownKeysCanSign) {
      throw new IllegalStateException(ownKeysCanSign);
    }
  }

  /**
   * It as bytes: 16 of a mark, 1 of the kind ({@code R} or {@code H}), 32 of the id, then both
   * keys, the private one first as PKCS #8, the public one as X.509, each behind 2 bytes of its
   * length; last the SHA-256 of all that.
   */
  public byte[] encode() {
    byte[] secret = keys.getPrivate().getEncoded();
    byte[] open = keys.getPublic().getEncoded();
    ByteBuffer out =
        ByteBuffer.allocate(MAGIC.length + 1 + ID_LENGTH + 4 + secret.length + open.length);
    out.put(MAGIC).put(kind.mark).put(id);
    out.putShort((short) secret.length).put(secret).putShort((short) open.length).put(open);
    return ByteBuffer.allocate(out.capacity() + ID_LENGTH)
        .put(out.array())
        .put(sha256(out.array()))
        .array();
  }

  /** The one that was encoded; empty if these bytes are not whole, or no such thing at all. */
  public static Optional<Identity> decode(byte[] bytes) {
    int end = bytes.length - ID_LENGTH;
    if (end < MAGIC.length + 1 + ID_LENGTH
        || !Arrays.equals(MAGIC, 0, MAGIC.length, bytes, 0, MAGIC.length)
        || !MessageDigest.isEqual(
            sha256(Arrays.copyOf(bytes, end)), Arrays.copyOfRange(bytes, end, bytes.length))) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, MAGIC.length, end - MAGIC.length);
    Optional<Kind> kind = Kind.of(in.get());
    byte[] id = new byte[ID_LENGTH];
    in.get(id);
    byte[] secret = key(in);
    byte[] open = key(in);
    if (kind.isEmpty() || in.hasRemaining()) {
      return Optional.empty();
    }
    return keys(secret, open).map(keys -> new Identity(kind.get(), keys, id));
  }

  private static byte[] key(ByteBuffer in) {
    int length = in.remaining() < Short.BYTES ? 0 : in.getShort();
    byte[] key = new byte[length < 0 || length > Math.min(MAX_KEY, in.remaining()) ? 0 : length];
    in.get(key);
    return key;
  }

  /** Both belong together if what one signs the other accepts. */
  private static Optional<KeyPair> keys(byte[] secret, byte[] open) {
    try {
      KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
      KeyPair keys =
          new KeyPair(
              factory.generatePublic(new X509EncodedKeySpec(open)),
              factory.generatePrivate(new PKCS8EncodedKeySpec(secret)));
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(keys.getPrivate());
      signature.update(MAGIC);
      byte[] signed = signature.sign();
      signature.initVerify(keys.getPublic());
      signature.update(MAGIC);
      return signature.verify(signed) ? Optional.of(keys) : Optional.empty();
    } catch (GeneralSecurityException noKeys) {
      return Optional.empty();
    }
  }

  /** Its id and how that was made; never its key. */
  @Override
  public String toString() {
    return kind + " " + java.util.HexFormat.of().formatHex(id);
  }
}
