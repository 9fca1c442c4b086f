package dev.shoal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shoal.base.Clock;
import dev.shoal.base.Problem;
import dev.shoal.cli.pages.TrackerPages;
import dev.shoal.testkit.Await;
import dev.shoal.testkit.LeakCheck;
import dev.shoal.tracker.TrackerFigures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class PagesSocketTest {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MILLIS = 10_000;

  private static TrackerPages.Open open(Supplier<TrackerFigures> figures) {
    return new WebPages().open(figures, ANY_PORT);
  }

  /** All that comes back for these lines, over a connection that ends with it. */
  private static String ask(URI at, String... lines) throws IOException {
    try (Socket socket = new Socket(at.getHost(), at.getPort())) {
      socket.setSoTimeout(MILLIS);
      String request = String.join("\r\n", lines) + "\r\nHost: here\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      try {
        socket.getInputStream().transferTo(answer);
      } catch (SocketException reset) {
        // So ends a connection whose request was not read to its end; the answer came before.
      }
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  @Test
  void thePageIsServedAndMayDoNothing() throws IOException {
    try (TrackerPages.Open pages = open(SampleFigures::busy)) {
      String answer = ask(pages.address(), "GET / HTTP/1.1");
      assertThat(answer)
          .startsWith("HTTP/1.1 200 OK\r\n")
          .containsIgnoringCase("Content-Type: text/html; charset=utf-8\r\n")
          .containsIgnoringCase("Cache-Control: no-store\r\n")
          .contains("default-src 'none'; style-src 'sha256-")
          .contains("322,663 peers in 31,877 torrents");
      assertThat(body(answer)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    }
  }

  @Test
  void metricsAndHealthAreForPrograms() throws IOException {
    try (TrackerPages.Open pages = open(SampleFigures::stressed)) {
      String metrics = ask(pages.address(), "GET /metrics HTTP/1.1");
      assertThat(metrics).containsIgnoringCase("Content-Type: " + Metrics.TYPE);
      assertThat(MetricsTest.read(body(metrics)))
          .containsEntry("shoal_tracker_announces_total{protocol=\"udp\"}", 58_213_901.0);
      String health = ask(pages.address(), "GET /health HTTP/1.1");
      assertThat(health)
          .startsWith("HTTP/1.1 200 OK\r\n")
          .containsIgnoringCase("Content-Type: application/json\r\n");
      assertThat(body(health)).startsWith("{\"status\":\"up\",\"store\":\"away\",");
    }
  }

  @Test
  void headHasNoContentButItsLength() throws IOException {
    try (TrackerPages.Open pages = open(SampleFigures::busy)) {
      String answer = ask(pages.address(), "HEAD / HTTP/1.1");
      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n").doesNotContain("<html");
      assertThat(body(answer)).isEmpty();
      assertThat(answer).containsPattern("(?i)content-length: [1-9]\\d{3,}\r\n");
    }
  }

  @Test
  void whatIsNotThereIsNotFoundAndNothingCanBeSent() throws IOException {
    try (TrackerPages.Open pages = open(SampleFigures::busy)) {
      assertThat(ask(pages.address(), "GET /announce?info_hash=x HTTP/1.1"))
          .startsWith("HTTP/1.1 404 Not Found\r\n");
      assertThat(ask(pages.address(), "GET /../etc/passwd HTTP/1.1")).startsWith("HTTP/1.1 404 ");
      assertThat(ask(pages.address(), "POST / HTTP/1.1", "Content-Length: 0"))
          .startsWith("HTTP/1.1 405 ")
          .containsIgnoringCase("Allow: GET, HEAD\r\n");
      assertThat(ask(pages.address(), "DELETE /metrics HTTP/1.1")).startsWith("HTTP/1.1 405 ");
    }
  }

  @Test
  void aConnectionServesOneRequestAfterTheOther() throws IOException {
    try (TrackerPages.Open pages = open(SampleFigures::busy);
        Socket socket = new Socket(pages.address().getHost(), pages.address().getPort())) {
      socket.setSoTimeout(MILLIS);
      String first = "GET /health HTTP/1.1\r\nHost: here\r\n\r\n";
      String last = "POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 4\r\n\r\nbody";
      socket.getOutputStream().write((first + first + last).getBytes(StandardCharsets.UTF_8));
      String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(3);
      assertThat(answers).contains("HTTP/1.1 405 ").endsWith("Only GET and HEAD.\n");
    }
  }

  @Test
  void whatIsTooLongIsRefused() throws IOException {
    try (TrackerPages.Open pages = open(SampleFigures::busy)) {
      assertThat(ask(pages.address(), "GET /" + "a".repeat(2_000) + " HTTP/1.1"))
          .doesNotStartWith("HTTP/1.1 2")
          .doesNotContain("<html");
      assertThat(ask(pages.address(), "GET / HTTP/1.1", "Cookie: " + "a".repeat(9_000)))
          .doesNotStartWith("HTTP/1.1 2")
          .doesNotContain("<html");
      assertThat(ask(pages.address(), "POST / HTTP/1.1", "Content-Length: 2000000000"))
          .startsWith("HTTP/1.1 413 ");
      assertThat(ask(pages.address(), "GET / HTTP/1.1")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void manyMayWaitAndTheRestComesLater() throws IOException {
    List<Socket> idle = new ArrayList<>();
    try (TrackerPages.Open pages = open(SampleFigures::busy)) {
      for (int i = 0; i < HttpServer.MAX_CONNECTIONS; i++) {
        idle.add(new Socket(pages.address().getHost(), pages.address().getPort()));
      }
      try (Socket late = new Socket(pages.address().getHost(), pages.address().getPort())) {
        late.setSoTimeout(MILLIS);
        late.getOutputStream()
            .write("GET /health HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        idle.getFirst().close();
        assertThat(late.getInputStream().read()).isEqualTo('H');
      }
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void aTrackerThatFailsIsAnError() throws IOException {
    AtomicReference<Boolean> broken = new AtomicReference<>(false);
    Clock standing = new WatchTest.HandClock();
    Clock clock =
        new Clock() {
          @Override
          public long nanos() {
            return broken.get() ? PATIENCE.toNanos() : 0;
          }

          @Override
          public long millis() {
            return standing.millis();
          }
        };
    Supplier<TrackerFigures> figures =
        () -> {
          if (broken.get()) {
            throw new IllegalStateException("broken");
          }
          return SampleFigures.busy();
        };
    try (TrackerPages.Open pages = new WebPages(clock, PATIENCE).open(figures, ANY_PORT)) {
      broken.set(true);
      assertThat(ask(pages.address(), "GET /health HTTP/1.1")).startsWith("HTTP/1.1 500 ");
    }
  }

  @Test
  void samplesAreTakenByThemselves() {
    try (TrackerPages.Open pages =
        new WebPages(Clock.system(), Duration.ofMillis(20)).open(SampleFigures::busy, ANY_PORT)) {
      Await.holds(
          PATIENCE,
          () -> "a rate on the page",
          () -> {
            try {
              return ask(pages.address(), "GET / HTTP/1.1").contains("0 announces a second, and");
            } catch (IOException e) {
              return false;
            }
          });
    }
  }

  @Test
  void oneAfterTheOtherButNotTwoAtOnePort() throws IOException {
    InetSocketAddress at;
    try (TrackerPages.Open first = open(SampleFigures::busy)) {
      at = new InetSocketAddress(InetAddress.getLoopbackAddress(), first.address().getPort());
      assertThatThrownBy(() -> new WebPages().open(SampleFigures::busy, at))
          .isInstanceOfSatisfying(
              Problem.class,
              problem -> {
                assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT);
                assertThat(problem.what()).contains(":" + at.getPort() + ": the port is in use");
                assertThat(problem.hint()).isPresent();
              });
      assertThat(ask(first.address(), "GET /health HTTP/1.1")).startsWith("HTTP/1.1 200 ");
    }
    try (ServerSocket free = new ServerSocket()) {
      free.setReuseAddress(true);
      free.bind(at);
    }
    try (TrackerPages.Open again = new WebPages().open(SampleFigures::busy, at)) {
      assertThat(again.address()).hasPort(at.getPort());
    }
  }

  @Test
  void anAddressThatIsNotOursIsAProblem() {
    InetSocketAddress elsewhere = new InetSocketAddress(InetAddress.ofLiteral("198.51.100.7"), 0);
    assertThatThrownBy(() -> new WebPages().open(SampleFigures::busy, elsewhere))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.NETWORK));
  }

  @Test
  void itListensAtTheGivenAddressOnly() throws IOException {
    try (TrackerPages.Open pages = open(SampleFigures::busy)) {
      int port = pages.address().getPort();
      assertThatThrownBy(() -> new Socket("127.0.0.2", port).close())
          .isInstanceOf(IOException.class);
    }
    assumeTrue(hasIpv6(), "no IPv6 here");
    InetSocketAddress six = new InetSocketAddress(InetAddress.ofLiteral("::1"), 0);
    try (TrackerPages.Open pages = new WebPages().open(SampleFigures::busy, six)) {
      assertThat(pages.address().toString()).startsWith("http://[0:0:0:0:0:0:0:1]:");
    }
  }

  private static boolean hasIpv6() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      return socket.isBound();
    } catch (IOException none) {
      return false;
    }
  }

  @Test
  void nothingIsLeftBehindAndNothingIsSaid() throws IOException {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream ear = new PrintStream(said, true, StandardCharsets.UTF_8);
    Handler logs = logs(ear);
    System.setOut(ear);
    System.setErr(ear);
    Logger.getLogger("").addHandler(logs);
    try {
      TrackerPages provider = ServiceLoader.load(TrackerPages.class).findFirst().orElseThrow();
      try (TrackerPages.Open first = provider.open(SampleFigures::busy, ANY_PORT)) {
        ask(first.address(), "GET / HTTP/1.1"); // starts a clock that all servers of a JVM share
      }
      try (LeakCheck check = LeakCheck.begin();
          TrackerPages.Open pages = provider.open(SampleFigures::busy, ANY_PORT);
          Socket silent = new Socket(pages.address().getHost(), pages.address().getPort())) {
        ask(pages.address(), "GET / HTTP/1.1");
        ask(pages.address(), "GET /metrics HTTP/1.1");
        ask(pages.address(), "NO SENSE");
        silent.getOutputStream().write("GET ".getBytes(StandardCharsets.UTF_8));
      }
    } finally {
      Logger.getLogger("").removeHandler(logs);
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  /** What is logged, as the handler of the console may have been made before this test. */
  private static Handler logs(PrintStream ear) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        ear.println(line.getLoggerName() + ": " + line.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
