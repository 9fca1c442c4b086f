package dev.shoal.mainline.krpc;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;

/** Signatures of keys that are written as 32 bytes (RFC 8032, section 5.1). */
final class Ed25519 {
  static final int KEY_LENGTH = 32;
  static final int SIGNATURE_LENGTH = 64;

  private static final String NAME = "Ed25519";

  private Ed25519() {}

  /** Whether the signature of these bytes is this key's; not if the key is none. */
  static boolean verifies(byte[] key, byte[] bytes, byte[] signature) {
    if (key.length != KEY_LENGTH || signature.length != SIGNATURE_LENGTH) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(NAME);
      verifier.initVerify(publicKey(key));
      verifier.update(bytes);
      return verifier.verify(signature);
    } catch (GeneralSecurityException noSuchPoint) {
      return false;
    }
  }

  /** The last byte's highest bit is the sign of x; the rest is y, its lowest byte first. */
  private static PublicKey publicKey(byte[] key) throws GeneralSecurityException {
    byte[] y = new byte[KEY_LENGTH];
    for (int i = 0; i < KEY_LENGTH; i++) {
      y[i] = key[KEY_LENGTH - 1 - i];
    }
    boolean odd = y[0] < 0;
    y[0] &= 0x7F;
    return KeyFactory.getInstance(NAME)
        .generatePublic(
            new EdECPublicKeySpec(
                NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, y))));
  }
}
