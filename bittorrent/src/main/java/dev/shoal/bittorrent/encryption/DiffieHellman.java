package dev.shoal.bittorrent.encryption;

import java.math.BigInteger;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** One side's half of the key exchange, for one connection. */
final class DiffieHellman {
  /** Bytes of a public key and of the secret S, with leading zeros. */
  static final int LENGTH = 96;

  private static final BigInteger P =
      new BigInteger(
          "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74"
              + "020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437"
              + "4fe1356d6d51c245e485b576625e7ec6f44c42e9a63a36210000000000090563",
          16);
  private static final BigInteger G = BigInteger.TWO;

  /** Recommended by the specification: more bits cost time and hide no better. */
  private static final int EXPONENT_BYTES = 160 / Byte.SIZE;

  private final BigInteger exponent;

  DiffieHellman(RandomGenerator random) {
    this(bytes(random, EXPONENT_BYTES));
  }

  /** Half an exchange whose exponent is known. */
  DiffieHellman(byte[] exponent) {
    this.exponent = new BigInteger(1, exponent);
  }

  static byte[] bytes(RandomGenerator random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** What the other side needs: Ya or Yb. */
  byte[] publicKey() {
    return padded(G.modPow(exponent, P));
  }

  /** The secret S; empty if the other side's key is none, or one of those that fix the secret. */
  Optional<byte[]> secret(byte[] theirs) {
    BigInteger y = new BigInteger(1, theirs);
    boolean sound = y.compareTo(BigInteger.ONE) > 0 && y.compareTo(P.subtract(BigInteger.ONE)) < 0;
    return sound ? Optional.of(padded(y.modPow(exponent, P))) : Optional.empty();
  }

  private static byte[] padded(BigInteger number) {
    byte[] bytes = number.toByteArray(); // perhaps with a zero for the sign
    byte[] all = new byte[LENGTH];
    int count = Math.min(bytes.length, LENGTH);
    System.arraycopy(bytes, bytes.length - count, all, LENGTH - count, count);
    return all;
  }
}
