package dev.shoal.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsDuplexSocketTest {
  private static final char[] PASSWORD = "for the test".toCharArray();
  private static final InetAddress V4 = InetAddress.ofLiteral("127.0.0.1");

  @TempDir static Path folder;
  private static SSLContext known;

  private ServerSocket server;
  private volatile boolean polite = true;

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path store = folder.resolve("store");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "test",
                "-dname",
                "CN=tracker.example",
                "-ext",
                "SAN=dns:tracker.example",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(keys, PASSWORD);
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("test", keys.getCertificate("test"));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    known = SSLContext.getInstance("TLS");
    known.init(own.getKeyManagers(), trust.getTrustManagers(), null);
  }

  @BeforeEach
  void serve() throws Exception {
    server = new ServerSocket(0, 8, V4);
    Thread.ofPlatform().daemon().start(this::answerAll);
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  @Test
  void aTrustedServerIsSpokenTo() {
    assertThat(get("tracker.example", known).body()).hasSize(100_000);
  }

  @Test
  void aServerOfAnotherNameIsRefused() {
    assertThatThrownBy(() -> get("other.example", known)).hasMessageContaining("no trust");
    assertThatThrownBy(() -> get("127.0.0.1", known)).hasMessageContaining("no trust");
  }

  @Test
  void aServerThatNobodyVouchesForIsRefused() throws Exception {
    SSLContext platform = SSLContext.getDefault();
    assertThatThrownBy(() -> get("tracker.example", platform)).hasMessageContaining("no trust");
  }

  @Test
  void anAnswerThatIsCutOffIsNotTakenForItsEnd() {
    polite = false;
    assertThatThrownBy(() -> get("tracker.example", known)).hasMessageContaining("cut off");
  }

  private Http.Answer get(String host, SSLContext trust) {
    TcpTransport tcp = new TcpTransport(Binding.loopback());
    Names names = _ -> List.of(V4);
    HttpClient client = new HttpClient(tcp, names, Clock.system(), Optional.empty(), () -> trust);
    URI uri = URI.create("https://" + host + ":" + server.getLocalPort() + "/");
    return client.get(new Http.Query(uri, Nearness.LOOPBACK, 100_000, Duration.ofSeconds(20)));
  }

  /** The body ends with the connection: properly, or by closing what lies under TLS. */
  private void answerAll() {
    while (!server.isClosed()) {
      try (Socket below = server.accept();
          Socket socket = server(below)) {
        while (socket.getInputStream().read() != '\n') {}
        socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
        socket.getOutputStream().write(new byte[100_000]);
        if (!polite) {
          below.shutdownOutput();
        }
      } catch (IOException refusedByTheClient) {
        // That is what some tests want.
      }
    }
  }

  /** TLS over an accepted socket; such a socket is a server's. */
  private static Socket server(Socket below) throws IOException {
    return known.getSocketFactory().createSocket(below, null, true);
  }
}
