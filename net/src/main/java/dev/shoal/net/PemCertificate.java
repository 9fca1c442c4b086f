package dev.shoal.net;

import dev.shoal.base.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate with its chain and its key, from two PEM files (RFC 7468) as certificate
 * authorities give them.
 *
 * @param chain the file of the certificate and those that signed it, in this order
 * @param key the file of its private key in PKCS #8, not encrypted
 */
public record PemCertificate(Path chain, Path key) {
  /** Neither file is ever nearly so long. */
  private static final long MAX_BYTES = 1 << 20;

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  private static final char[] NO_PASSWORD = {};

  /**
   * What a server needs to speak TLS with it.
   *
   * @throws Problem if a file cannot be read or makes no sense, or they do not belong together
   */
  public SSLContext context() {
    try {
      Certificate[] certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(read(chain)))
              .toArray(Certificate[]::new);
      if (certificates.length == 0) {
        throw new Problem(Problem.Kind.INVALID, chain + " has no certificate");
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      PrivateKey privateKey = privateKey(certificates[0].getPublicKey().getAlgorithm());
      checkThatTheyBelongTogether(certificates[0].getPublicKey(), privateKey);
      store.setKeyEntry("server", privateKey, NO_PASSWORD, certificates);
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(store, NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new Problem(
          Problem.Kind.INVALID,
          "%s and %s are no certificate and its key".formatted(chain, key),
          "both in PEM, the key for the first certificate",
          e);
    }
  }

  /** What the one signs the other must find right. */
  private static void checkThatTheyBelongTogether(PublicKey certified, PrivateKey own)
      throws GeneralSecurityException {
    String algorithm =
        switch (own.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> own.getAlgorithm(); // Ed25519 and its like are named alike
        };
    byte[] something = {1, 2, 3};
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(own);
    signature.update(something);
    byte[] signed = signature.sign();
    signature.initVerify(certified);
    signature.update(something);
    if (!signature.verify(signed)) {
      throw new InvalidKeyException("the key is another one's");
    }
  }

  private PrivateKey privateKey(String algorithm) throws GeneralSecurityException {
    Matcher found = KEY.matcher(new String(read(key), StandardCharsets.ISO_8859_1));
    if (!found.find()) {
      throw new Problem(
          Problem.Kind.INVALID,
          key + " has no key in PKCS #8",
          "openssl pkcs8 -topk8 -nodes -in " + key + " -out key.pem   writes one");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(found.group(1));
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new Problem(Problem.Kind.INVALID, file + " is too long for PEM");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Problem(Problem.Kind.STORAGE, file + " cannot be read", "", e);
    }
  }

  /** The two files. */
  public List<Path> files() {
    return List.of(chain, key);
  }
}
