package dev.shoal.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Clock;
import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpClientSocketTest {
  private static final InetAddress V4 = InetAddress.ofLiteral("127.0.0.1");
  private static final InetAddress FAR = InetAddress.ofLiteral("203.0.113.9");
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final TcpTransport tcp = new TcpTransport(Binding.loopback());
  private final List<Transport.Listener> servers = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final HttpClient client = client(tcp, Optional.empty());

  @AfterEach
  void close() {
    servers.forEach(Transport.Listener::close);
  }

  @Test
  void asksAsTheRulesSay() {
    int port = serve(_ -> OK);
    Http.Answer answer = get("http://localhost:" + port + "/a%20b/ü?x=%ff#part");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).asString().isEqualTo("ok");
    assertThat(asked.getFirst())
        .startsWith("GET /a%20b/%C3%BC?x=%ff HTTP/1.1\r\nHost: localhost:" + port + "\r\n")
        .contains("User-Agent: Shoal/0.1\r\n", "Connection: close\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void followsRedirectsButNotForEver() {
    int port = serve(head -> head.startsWith("GET /end") ? OK : redirect("end"));
    assertThat(get("http://127.0.0.1:" + port).from().getPath()).isEqualTo("/end");
    int loop = serve(_ -> redirect("/again"));
    assertThatThrownBy(() -> get("http://127.0.0.1:" + loop)).hasMessage("more than 5 redirects");
    int file = serve(_ -> redirect("file:///etc/passwd"));
    assertThatThrownBy(() -> get("http://127.0.0.1:" + file)).hasMessageContaining("neither");
    int wrong = serve(_ -> redirect("http://[oops"));
    assertThatThrownBy(() -> get("http://127.0.0.1:" + wrong)).hasMessageContaining("nowhere");
  }

  @Test
  void aTextIsPostedOnceAndNobodyIsFollowed() {
    int port = serve(_ -> redirect("/elsewhere"));
    Http.Query query = query("http://127.0.0.1:" + port + "/ctl", 100, LONG);
    Http.Answer answer = client.post(query, "söap", List.of("SOAPAction: \"x\""));
    assertThat(answer.status()).isEqualTo(302);
    assertThat(asked.getFirst())
        .startsWith("POST /ctl HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n")
        .contains("SOAPAction: \"x\"\r\n", "Content-Length: 5\r\n", "Connection: close\r\n");
    assertThat(client.getHere(query).status()).isEqualTo(302);
    assertThat(asked).hasSize(2).last().asString().startsWith("GET /ctl ").endsWith("\r\n\r\n");
    Http.Query near = new Http.Query(query.uri(), Nearness.PRIVATE, 100, LONG);
    assertThatThrownBy(() -> client.post(near, "x", List.of())).hasMessageContaining("nearer");
  }

  @Test
  void whoIsFarMayNotNameWhatIsNear() {
    Http.Query query =
        new Http.Query(URI.create("http://localhost:1/"), Nearness.GLOBAL, 100, LONG);
    assertThatThrownBy(() -> client.get(query)).hasMessageContaining("nearer than who named it");
  }

  @Test
  void aRedirectFromAfarMayNotLeadNear() {
    int port = serve(_ -> redirect("http://127.0.0.1:9/announce"));
    // The far address is played by the local server: only the transport knows.
    Transport detour =
        new Transport() {
          @Override
          public Duplex dial(Locator.Ip to, Duration timeout) {
            assertThat(to).isEqualTo(new Locator.Ip(FAR, 80));
            return tcp.dial(new Locator.Ip(V4, port), timeout);
          }

          @Override
          public Listener listen(int unused, java.util.function.Consumer<Duplex> accepted) {
            throw new UnsupportedOperationException();
          }
        };
    HttpClient far = client(detour, Optional.empty());
    assertThatThrownBy(() -> far.get(query("http://far.example/", 100, LONG)))
        .hasMessageContaining("nearer than who named it");
  }

  @Test
  void aServerThatIsSlowIsGivenUp() {
    CountDownLatch end = new CountDownLatch(1);
    servers.add(
        tcp.listen(
            0,
            connection -> {
              try (connection) {
                connection.write(
                    new ByteBuffer[] {ByteBuffer.wrap("HTTP/1.1 2".getBytes(ISO_8859_1))});
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }));
    String uri = "http://127.0.0.1:" + servers.getFirst().port();
    assertThatThrownBy(() -> client.get(query(uri, 100, Duration.ofMillis(100))))
        .hasMessage("no answer in time");
    end.countDown();
  }

  @Test
  void tooLongABodyIsRefused() {
    int port = serve(_ -> "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(101));
    assertThatThrownBy(() -> client.get(query("http://127.0.0.1:" + port, 100, LONG)))
        .hasMessageContaining("longer than 100 bytes");
  }

  @Test
  void theProxyIsAskedForTheCheckedAddress() {
    int proxy = serve(head -> head.startsWith("CONNECT") ? "HTTP/1.1 200 Connected\r\n\r\n" : OK);
    HttpClient proxied = client(tcp, Optional.of(new Locator.Ip(V4, proxy)));
    assertThat(proxied.get(query("http://far.example/", 100, LONG)).body()).hasSize(2);
    assertThat(asked.getFirst()).startsWith("CONNECT 203.0.113.9:80 HTTP/1.1\r\n");
    assertThat(asked.get(1)).startsWith("GET / HTTP/1.1\r\nHost: far.example\r\n");
    int closed = serve(_ -> "HTTP/1.1 403 No\r\n\r\n");
    HttpClient refused = client(tcp, Optional.of(new Locator.Ip(V4, closed)));
    assertThatThrownBy(() -> refused.get(query("http://far.example/", 100, LONG)))
        .hasMessage("the proxy refuses: 403");
  }

  @Test
  void onlyWebAddressesAreAsked() {
    assertThatThrownBy(() -> get("ftp://localhost/")).hasMessageContaining("neither");
    assertThatThrownBy(() -> get("http:///path")).hasMessageContaining("no host");
    assertThatThrownBy(() -> get("http:opaque")).hasMessageContaining("no host");
    assertThatThrownBy(() -> get("http://localhost:70000/")).hasMessageContaining("no host");
  }

  private Http.Answer get(String uri) {
    return client.get(query(uri, 100, LONG));
  }

  private static Http.Query query(String uri, int maxBytes, Duration timeout) {
    return new Http.Query(URI.create(uri), Nearness.LOOPBACK, maxBytes, timeout);
  }

  private static HttpClient client(Transport transport, Optional<Locator.Ip> proxy) {
    SystemNames local = new SystemNames(Binding.loopback());
    Names names = host -> host.equals("far.example") ? List.of(FAR) : local.resolve(host);
    return new HttpClient(transport, names, Clock.system(), proxy);
  }

  private static String redirect(String to) {
    return "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n";
  }

  /** A server that answers each head by the function, until the other side has gone. */
  private int serve(Function<String, String> answers) {
    Transport.Listener server =
        tcp.listen(
            0,
            connection -> {
              try (connection) {
                StringBuilder head = new StringBuilder();
                ByteBuffer one = ByteBuffer.allocate(1);
                while (connection.read(new ByteBuffer[] {one.clear()}) > 0) {
                  head.append((char) (one.get(0) & 0xFF));
                  if (head.toString().endsWith("\r\n\r\n")) {
                    asked.add(head.toString());
                    String answer = answers.apply(head.toString());
                    head.setLength(0);
                    connection.write(
                        new ByteBuffer[] {ByteBuffer.wrap(answer.getBytes(ISO_8859_1))});
                    if (answer.indexOf("Content-Length") < 0 && !answer.contains("Connected")) {
                      return;
                    }
                  }
                }
              }
            });
    servers.add(server);
    return server.port();
  }
}
