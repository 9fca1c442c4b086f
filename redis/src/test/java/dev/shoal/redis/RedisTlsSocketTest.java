package dev.shoal.redis;

import static dev.shoal.redis.Peers.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.shoal.announce.Scrape;
import dev.shoal.tracker.core.InfoHash;
import dev.shoal.tracker.shared.StoreException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate for {@code localhost} that nobody else has signed. */
@Timeout(120)
class RedisTlsSocketTest {
  private static final String SECRET = "changeit";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final InfoHash SWARM = new InfoHash(1, 2, 3);

  @TempDir Path folder;

  @Test
  void aCertificateIsGoodIfItIsTrustedAndForThatHost() throws Exception {
    KeyStore keys = keys();
    Path key = pem("PRIVATE KEY", keys.getKey("redis", SECRET.toCharArray()).getEncoded());
    Path certificate = pem("CERTIFICATE", keys.getCertificate("redis").getEncoded());
    int port = RedisServer.freePort();
    try (RedisServer _ =
        RedisServer.start(
            folder,
            "--tls-port",
            Integer.toString(port),
            "--tls-cert-file",
            certificate.toString(),
            "--tls-key-file",
            key.toString(),
            "--tls-auth-clients",
            "no")) {
      Optional<SSLSocketFactory> trusting = Optional.of(trusting(keys));
      try (RedisStore store = store("localhost", port, trusting)) {
        store.announce(Peers.seed(SWARM, Peers.v4(1)), LONG, 9);
        assertThat(store.scrape(List.of(SWARM))).containsExactly(new Scrape(1, 0, 0));
      }
      try (RedisStore store = store("127.0.0.1", port, trusting)) {
        refused(store);
      }
      try (RedisStore store = store("localhost", port, Optional.empty())) {
        refused(store);
      }
    }
  }

  private static void refused(RedisStore store) {
    StoreException failure = catchThrowableOfType(StoreException.class, store::ping);
    assertThat(failure).hasMessageContaining("certificate");
  }

  private static RedisStore store(String host, int port, Optional<SSLSocketFactory> tls) {
    URI uri = URI.create("rediss://" + host + ":" + port);
    return RedisStore.open(RedisAddress.of(uri), PATIENCE, tls);
  }

  private KeyStore keys() throws Exception {
    Path file = folder.resolve("keys.p12");
    String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    List<String> wishes =
        List.of(
            "-genkeypair -alias redis -keyalg EC -validity 2 -dname CN=localhost",
            "-ext san=dns:localhost -storetype PKCS12 -storepass " + SECRET + " -keystore");
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(String.join(" ", wishes).split(" ")));
    command.add(file.toString());
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, SECRET.toCharArray());
    }
    return keys;
  }

  private Path pem(String kind, byte[] bytes) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        folder.resolve(kind.replace(' ', '-') + ".pem"),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
  }

  private static SSLSocketFactory trusting(KeyStore keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("redis", keys.getCertificate("redis"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }
}
