package dev.shoal.tracker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.announce.AnnounceRequest;
import dev.shoal.announce.AnnounceRequest.Event;
import dev.shoal.announce.HttpAnnounce;
import dev.shoal.announce.PeerId;
import dev.shoal.base.Hash;
import dev.shoal.base.Problem;
import dev.shoal.net.Binding;
import dev.shoal.net.PemCertificate;
import dev.shoal.net.server.DatagramServers;
import dev.shoal.testkit.Await;
import dev.shoal.tracker.event.TrackerEvent;
import dev.shoal.tracker.gate.Networks;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tracker keeps over a restart, its certificate, and whom it believes, on real sockets. */
class TrackerKeepingSocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Hash TORRENT = Hash.ofHex("0102030405060708090a0b0c0d0e0f1011121314");

  private static final Deque<String> SEEN = new ConcurrentLinkedDeque<>();
  private static final SSLContext TRUSTING = trusting();

  @TempDir private Path folder;
  private final Queue<TrackerEvent> events = new ConcurrentLinkedQueue<>();

  private TrackerSettings keeping(Path file) {
    return TrackerSettings.on(Binding.loopback())
        .withKeeping(new TrackerSettings.Keeping(Optional.of(file), Optional.empty()))
        .withEvents(events::add);
  }

  private static URI announce(Tracker tracker, int port) {
    AnnounceRequest request =
        new AnnounceRequest(
            TORRENT,
            PeerId.create(new SplittableRandom(port)),
            port,
            0,
            0,
            port % 2,
            Event.STARTED,
            50,
            0);
    return HttpAnnounce.announce(
        URI.create("http://127.0.0.1:" + tracker.httpPort().orElse(0) + "/announce"), request, "");
  }

  private static String get(URI uri, String... header) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      if (header.length > 0) {
        connection.setRequestProperty(header[0], header[1]);
      }
      if (connection instanceof HttpsURLConnection tls) {
        tls.setSSLSocketFactory(TRUSTING.getSocketFactory());
        tls.setHostnameVerifier((host, session) -> true);
      }
      try (InputStream in = connection.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRestartLosesNobody() {
    Path file = folder.resolve("state").resolve("swarms");
    try (Tracker tracker = Tracker.start(keeping(file))) {
      for (int port = 1; port <= 100; port++) {
        assertThat(get(announce(tracker, port))).contains("8:interval");
      }
      assertThatThrownBy(() -> Tracker.start(keeping(file)))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("another tracker keeps its swarms");
    }
    try (Tracker tracker = Tracker.start(keeping(file))) {
      assertThat(events).contains(new TrackerEvent.Restored(1, 100));
      assertThat(get(announce(tracker, 101)))
          .contains("8:completei50e", "10:incompletei51e", "5:peers300:");
      assertThat(tracker.figures("1").peers()).isEqualTo(101);
    }
  }

  @Test
  void aDamagedFileIsToldOfAndCostsNoMore() throws IOException {
    Path file = folder.resolve("swarms");
    Files.writeString(file, "something else");
    try (Tracker tracker = Tracker.start(keeping(file))) {
      assertThat(events.toString()).contains("is damaged");
      assertThat(get(announce(tracker, 1))).contains("8:interval");
    }
    try (Tracker tracker = Tracker.start(keeping(file))) {
      assertThat(tracker.figures("1").peers()).isOne();
    }
  }

  @Test
  void onlyATrustedProxySaysWhomItAsksFor() {
    TrackerSettings settings = TrackerSettings.on(Binding.loopback());
    TrackerSettings.Access proxied =
        new TrackerSettings.Access(
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Networks.of(List.of("127.0.0.0/8", "10.0.0.0/8")));
    String header = "X-Forwarded-For";
    String said = "203.0.113.9, 198.51.100.7, 10.1.2.3"; // the first may be the client's invention
    try (Tracker tracker = Tracker.start(settings.withAccess(proxied))) {
      assertThat(get(announce(tracker, 1), header, said))
          .contains("11:external ip4:\u00c63d\u0007");
      assertThat(get(announce(tracker, 1), header, "198.51.100.7:443"))
          .contains("11:external ip4:\u00c63d\u0007");
      assertThat(get(announce(tracker, 1), header, "[2001:db8::7]:443")).contains("ip16:");
      assertThat(get(announce(tracker, 1), header, "nonsense")).contains("4:\u007f\0\0\1");
    }
    try (Tracker tracker = Tracker.start(settings)) {
      assertThat(get(announce(tracker, 1), header, said)).contains("4:\u007f\0\0\1");
    }
  }

  @Test
  void aCertificateIsShownAndReadAgainWhenItChanges() throws Exception {
    PemCertificate pair = new PemCertificate(folder.resolve("c.pem"), folder.resolve("k.pem"));
    makeCertificate(pair, "CN=first");
    TrackerSettings.Listening listening =
        new TrackerSettings.Listening(
            Binding.loopback(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.of(new TrackerSettings.Https(0, pair)),
            1,
            DatagramServers.best(),
            Optional.empty());
    try (Tracker tracker = Tracker.start(TrackerSettings.on(listening).withEvents(events::add))) {
      int port = tracker.httpsPort().orElseThrow();
      URI uri =
          URI.create(
              announce(tracker, 7)
                  .toString()
                  .replace("http://127.0.0.1:0", "https://127.0.0.1:" + port));
      assertThat(get(uri)).contains("8:interval");
      assertThat(SEEN.getLast()).isEqualTo("CN=first");
      makeCertificate(pair, "CN=second");
      Await.holds(
          PATIENCE,
          () -> "the new certificate",
          () -> get(uri).contains("8:interval") && SEEN.getLast().equals("CN=second"));
      assertThat(events).contains(new TrackerEvent.CertificateRead());
      assertThat(tracker.figures("1").traffic().getFirst().protocol()).isEqualTo("https");
    }
    PemCertificate other = new PemCertificate(folder.resolve("d.pem"), folder.resolve("l.pem"));
    makeCertificate(other, "CN=third");
    PemCertificate mixed = new PemCertificate(pair.chain(), other.key());
    assertThatThrownBy(mixed::context)
        .isInstanceOf(Problem.class)
        .hasMessageContaining("no certificate and its key");
    Files.writeString(pair.key(), "-----BEGIN RSA PRIVATE KEY-----\n");
    assertThatThrownBy(() -> Tracker.start(TrackerSettings.on(listening)))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("PKCS #8");
  }

  /** What trusts every certificate and remembers whose it was. */
  private static SSLContext trusting() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager all =
          new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {
              SEEN.add(chain[0].getSubjectX500Principal().getName());
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
              return new X509Certificate[0];
            }
          };
      context.init(null, new TrustManager[] {all}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a key and its certificate with the platform's own tool, and writes both as PEM. */
  private void makeCertificate(PemCertificate pair, String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Process tool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "x",
                "-dname",
                name,
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    assertThat(tool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    Certificate certificate = keys.getCertificate("x");
    write(pair.key(), "PRIVATE KEY", keys.getKey("x", "changeit".toCharArray()).getEncoded());
    write(pair.chain(), "CERTIFICATE", certificate.getEncoded());
  }

  private static void write(Path file, String what, byte[] bytes) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(
        file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, base64));
  }
}
