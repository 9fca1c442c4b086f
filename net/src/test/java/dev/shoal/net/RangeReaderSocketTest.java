package dev.shoal.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Clock;
import dev.shoal.base.Locator;
import dev.shoal.net.HttpRanges.Head;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RangeReaderSocketTest {
  private static final InetAddress FAR = InetAddress.ofLiteral("203.0.113.9");
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String FIVE =
      "HTTP/1.1 206 Partial Content\r\n"
          + "Content-Range: bytes 2-6/9\r\nContent-Length: 5\r\n\r\nhello";

  private final TcpTransport tcp = new TcpTransport(Binding.loopback());
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  @Test
  void stretchesComeOverOneConnection() {
    int port = serve(_ -> FIVE);
    HttpRanges ranges = ranges(Nearness.LOOPBACK, LONG);
    for (int time = 0; time < 3; time++) {
      Head head = ranges.ask(uri(port, "/f"), 2, 6);
      assertThat(head.status()).isEqualTo(206);
      assertThat(head.headers()).containsEntry("content-range", "bytes 2-6/9");
      assertThat(head.server().port()).isEqualTo(port);
      assertThat(text(ranges, 5)).isEqualTo("hello");
      assertThat(text(ranges, 5)).as("the end").isEmpty();
    }
    assertThat(connections).hasValue(1);
    assertThat(asked.getFirst())
        .contains("Range: bytes=2-6\r\n", "Accept-Encoding: identity\r\n")
        .doesNotContain("Connection:");
  }

  @Test
  void aShortRestIsReadAndALongOneCutOff() {
    int port =
        serve(head -> head.startsWith("GET /long") ? whole("x".repeat(1 << 20)) : whole("short"));
    HttpRanges ranges = ranges(Nearness.LOOPBACK, LONG);
    ranges.ask(uri(port, "/short"), 0, 0);
    ranges.ask(uri(port, "/long"), 0, 0);
    assertThat(connections).hasValue(1);
    assertThat(text(ranges, 3)).isEqualTo("xxx");
    ranges.ask(uri(port, "/short"), 0, 0);
    assertThat(text(ranges, 9)).isEqualTo("short");
    assertThat(connections).hasValue(2);
  }

  @Test
  void aConnectionThatTheServerClosedMeanwhileIsMadeAnew() {
    int port = serve(_ -> FIVE.replace("\r\n\r\n", "\r\nX: close quietly\r\n\r\n"));
    HttpRanges ranges = ranges(Nearness.LOOPBACK, LONG);
    for (int time = 1; time <= 3; time++) {
      ranges.ask(uri(port, "/f"), 2, 6);
      assertThat(text(ranges, 5)).isEqualTo("hello");
      assertThat(connections).hasValue(time);
    }
  }

  @Test
  void chunksAreJoined() {
    int port =
        serve(_ ->
            "HTTP/1.1 206 P\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n");
    HttpRanges ranges = ranges(Nearness.LOOPBACK, LONG);
    ranges.ask(uri(port, "/f"), 2, 6);
    assertThat(text(ranges, 4)).isEqualTo("hell");
    assertThat(text(ranges, 4)).isEqualTo("o");
    ranges.ask(uri(port, "/f"), 2, 6);
    assertThat(connections).hasValue(1);
  }

  @Test
  void whereAFileIsIsRemembered() {
    int port = serve(head -> head.startsWith("GET /f ") ? redirect("/real") : FIVE);
    HttpRanges ranges = ranges(Nearness.LOOPBACK, LONG);
    ranges.ask(uri(port, "/f"), 2, 6);
    ranges.ask(uri(port, "/f"), 2, 6);
    assertThat(asked).hasSize(3);
  }

  @Test
  void whatHasMovedAgainIsFoundAgain() {
    AtomicInteger time = new AtomicInteger();
    int port =
        serve(head ->
            head.startsWith("GET /f ")
                ? redirect("/" + time.incrementAndGet())
                : head.startsWith("GET /" + time.get() + " ") && asked.size() != 3
                    ? FIVE
                    : "HTTP/1.1 403 Over\r\nContent-Length: 0\r\n\r\n");
    HttpRanges ranges = ranges(Nearness.LOOPBACK, LONG);
    assertThat(ranges.ask(uri(port, "/f"), 2, 6).status()).isEqualTo(206);
    assertThat(ranges.ask(uri(port, "/f"), 2, 6).status()).isEqualTo(206);
    assertThat(asked).hasSize(5);
  }

  @Test
  void aCutOffBodyIsNoEnd() {
    int port = serve(_ -> FIVE.substring(0, FIVE.length() - 2));
    HttpRanges ranges = ranges(Nearness.LOOPBACK, LONG);
    ranges.ask(uri(port, "/f"), 2, 6);
    assertThatThrownBy(() -> text(ranges, 5)).hasMessage("the answer was cut off");
  }

  @Test
  void aServerThatStandsStillIsLeft() {
    CountDownLatch end = new CountDownLatch(1);
    int port =
        serve(_ -> {
          await(end);
          return FIVE;
        });
    HttpRanges ranges = ranges(Nearness.LOOPBACK, Duration.ofMillis(100));
    assertThatThrownBy(() -> ranges.ask(uri(port, "/f"), 2, 6)).hasMessage("no answer in time");
    end.countDown();
  }

  @Test
  void closingWakesTheReader() throws Exception {
    int port = serve(_ -> FIVE.replace("Content-Length: 5", "Content-Length: 6"));
    HttpRanges ranges = ranges(Nearness.LOOPBACK, LONG);
    ranges.ask(uri(port, "/f"), 2, 7);
    CountDownLatch reading = new CountDownLatch(1);
    Thread closer =
        Thread.ofVirtual()
            .start(() -> {
              await(reading);
              ranges.close();
            });
    assertThat(text(ranges, 5)).isEqualTo("hello");
    reading.countDown();
    assertThatThrownBy(() -> text(ranges, 1)).isInstanceOf(ConnectionException.class);
    closer.join();
  }

  @Test
  void localServersAreAskedForFilesOnly() {
    int port = serve(_ -> FIVE);
    HttpRanges ranges = ranges(Nearness.LOOPBACK, LONG);
    assertThatThrownBy(() -> ranges.ask(uri(port, "/reboot?now=1"), 0, 9))
        .hasMessage("a query to a local server: 127.0.0.1");
    int redirecting = serve(_ -> redirect("http://127.0.0.1:" + port + "/?x"));
    assertThatThrownBy(() -> ranges.ask(uri(redirecting, "/f"), 0, 9))
        .hasMessage("a query to a local server: 127.0.0.1");
    assertThat(asked).hasSize(1);
  }

  @Test
  void whoIsFarMayNotLeadNear() {
    int port = serve(_ -> redirect("http://127.0.0.1:9/f"));
    assertThatThrownBy(() -> ranges(Nearness.LINK, LONG).ask(uri(port, "/f"), 0, 9))
        .hasMessageContaining("nearer than who named it");
    // The far address is played by the local server: only the transport knows.
    Transport detour =
        new Transport() {
          @Override
          public Duplex dial(Locator.Ip to, Duration timeout) {
            assertThat(to.address()).isEqualTo(FAR);
            return tcp.dial(new Locator.Ip(InetAddress.ofLiteral("127.0.0.1"), port), timeout);
          }

          @Override
          public Listener listen(int unused, Consumer<Duplex> accepted) {
            throw new UnsupportedOperationException();
          }
        };
    HttpRanges far = ranges(detour, Nearness.LOOPBACK, LONG);
    assertThatThrownBy(() -> far.ask(URI.create("http://203.0.113.9/f?key=1"), 0, 9))
        .hasMessageContaining("nearer than who named it");
    assertThat(asked.getFirst()).as("far servers may have queries").contains("/f?key=1");
  }

  private HttpRanges ranges(Nearness namedBy, Duration patience) {
    return ranges(tcp, namedBy, patience);
  }

  private HttpRanges ranges(Transport transport, Nearness namedBy, Duration patience) {
    Names names = new SystemNames(Binding.loopback());
    HttpRanges ranges =
        new HttpClient(transport, names, Clock.system(), Optional.empty())
            .ranges(namedBy, patience);
    open.add(ranges);
    return ranges;
  }

  private static URI uri(int port, String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static String text(HttpRanges from, int length) {
    ByteBuffer into = ByteBuffer.allocate(length);
    int count = from.read(into);
    assertThat(into.position()).isEqualTo(count);
    return new String(into.array(), 0, count, ISO_8859_1);
  }

  private static String redirect(String to) {
    return "HTTP/1.1 302 Found\r\nLocation: " + to + "\r\nContent-Length: 0\r\n\r\n";
  }

  private static String whole(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Answers each head; closes after an answer that is cut off or says so. */
  private int serve(Function<String, String> answers) {
    Transport.Listener server =
        tcp.listen(
            0,
            connection -> {
              connections.incrementAndGet();
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
                    if (answer.contains("close quietly") || answer.endsWith("\nhel")) {
                      return;
                    }
                  }
                }
              } catch (ConnectionException gone) {
                return;
              }
            });
    open.add(server);
    return server.port();
  }
}
