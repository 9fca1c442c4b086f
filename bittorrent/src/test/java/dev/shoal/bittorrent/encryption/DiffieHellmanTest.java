package dev.shoal.bittorrent.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.Property;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.DHPrivateKeySpec;
import javax.crypto.spec.DHPublicKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiffieHellmanTest {
  /** As the specification writes it. */
  private static final BigInteger P =
      new BigInteger(
          "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A0879"
              + "8E3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9"
              + "A63A36210000000000090563",
          16);

  @Test
  void smallNumbersAreKnownByHeart() {
    byte[] four = new byte[96];
    four[95] = 4;
    assertThat(new DiffieHellman(new byte[] {2}).publicKey()).isEqualTo(four);
    four[95] = 64;
    assertThat(new DiffieHellman(new byte[] {3}).secret(key("04"))).contains(four);
  }

  @Test
  void bothSidesAndThePlatformGetTheSameSecret() {
    Property.forAll(
        20,
        draw -> {
          byte[] exponent = draw.bytes(20);
          DiffieHellman a = new DiffieHellman(exponent);
          DiffieHellman b = new DiffieHellman(draw.random());
          byte[] secret = a.secret(b.publicKey()).orElseThrow();
          assertThat(b.secret(a.publicKey())).contains(secret);
          assertThat(secret).isEqualTo(platform(exponent, b.publicKey()));
        });
  }

  private static byte[] platform(byte[] exponent, byte[] theirs) {
    try {
      BigInteger g = BigInteger.TWO;
      KeyFactory keys = KeyFactory.getInstance("DH");
      PublicKey publicKey =
          keys.generatePublic(new DHPublicKeySpec(new BigInteger(1, theirs), P, g));
      KeyAgreement agreement = KeyAgreement.getInstance("DH");
      agreement.init(
          keys.generatePrivate(new DHPrivateKeySpec(new BigInteger(1, exponent), P, g)),
          new DHParameterSpec(P, g));
      agreement.doPhase(publicKey, true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException absent) {
      throw new AssertionError(absent);
    }
  }

  /** 0, 1, P-1, P, and the largest number. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void aKeyThatFixesTheSecretIsRefused(int which) {
    BigInteger largest = BigInteger.ONE.shiftLeft(768).subtract(BigInteger.ONE);
    BigInteger[] keys = {BigInteger.ZERO, BigInteger.ONE, P.subtract(BigInteger.ONE), P, largest};
    byte[] key = key(keys[which].toString(16));
    assertThat(new DiffieHellman(new byte[] {9}).secret(key)).isEmpty();
  }

  private static byte[] key(String hex) {
    byte[] bytes = HexFormat.of().parseHex("0".repeat(192 - hex.length()) + hex);
    return Arrays.copyOf(bytes, 96);
  }
}
