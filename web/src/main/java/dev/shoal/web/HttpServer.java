package dev.shoal.web;

import dev.shoal.base.Problem;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** The socket of a site: Helidon, bounded. */
final class HttpServer implements AutoCloseable {
  /** A browser takes six, a Prometheus one; the listener takes no more until one ends. */
  static final int MAX_CONNECTIONS = 64;

  /** All paths are short. */
  private static final int MAX_FIRST_LINE = 1024;

  /** Browsers send half a KiB, and cookies of whatever else was at this port. */
  private static final int MAX_HEADERS = 8 * 1024;

  /** No request has a body; a short one is read past, so that its sender sees the answer. */
  private static final int MAX_BODY = 1024;

  /** In the middle of a request, and between two. */
  private static final Duration MAX_SILENCE = Duration.ofSeconds(30);

  /** Longer than a Prometheus waits between two requests, and not for ever. */
  private static final Duration MAX_IDLE = Duration.ofMinutes(2);

  /** For answers under way when the server is closed; they take milliseconds. */
  private static final Duration GRACE = Duration.ofMillis(500);

  // Empty at the end: a timer of Helidon holds this object for ever, and need not hold more.
  private volatile Optional<Site> site;
  private final WebServer server;

  /**
   * A server that listens.
   *
   * @throws Problem of kind CONFLICT if the port is taken
   */
  HttpServer(Site site, InetSocketAddress at) {
    this.site = Optional.of(site);
    InetAddress address = at.getAddress();
    if (address == null) {
      throw new Problem(
          Problem.Kind.NETWORK, "no address is known for " + at.getHostString(), "write a number");
    }
    mustBeFree(at);
    server =
        WebServer.builder()
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .address(address)
            .port(at.getPort())
            .maxTcpConnections(MAX_CONNECTIONS)
            .maxPayloadSize(MAX_BODY)
            .idleConnectionTimeout(MAX_IDLE)
            .idleConnectionPeriod(MAX_SILENCE)
            .shutdownGracePeriod(GRACE)
            .connectionOptions(SocketOptions.builder().readTimeout(MAX_SILENCE).build())
            .addProtocol(
                Http1Config.builder()
                    .maxPrologueLength(MAX_FIRST_LINE)
                    .maxHeadersSize(MAX_HEADERS)
                    .build())
            .routing(HttpRouting.builder().any(this::handle))
            .build()
            .start();
    if (!server.isRunning()) { // the port went between the look and now; Helidon only logs it
      throw taken(at);
    }
  }

  /** Helidon says of a port that it did not get, but not why. */
  private static void mustBeFree(InetSocketAddress at) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(at);
    } catch (IOException e) {
      String why = e.getMessage() == null ? "" : e.getMessage();
      if (why.contains("in use")) {
        throw taken(at);
      }
      throw new Problem(
          Problem.Kind.NETWORK,
          "the pages cannot be served at " + written(at) + ": " + why,
          "take an address of this machine, and a port that you may open",
          e);
    }
  }

  private static Problem taken(InetSocketAddress at) {
    return new Problem(
        Problem.Kind.CONFLICT,
        "the pages cannot be served at " + written(at) + ": the port is in use",
        "choose another port, or 0 for any free one");
  }

  private static String written(InetSocketAddress at) {
    String host = at.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + at.getPort();
  }

  int port() {
    return server.port();
  }

  private Answer answer(ServerRequest request) {
    return site.map(it ->
            it.answer(
                request.prologue().method().text(),
                request.path().path(),
                request.query().rawValue()))
        .orElseGet(() -> Answer.text(Answer.UNAVAILABLE, "This ends now."));
  }

  private void handle(ServerRequest request, ServerResponse response) {
    Answer answer = answer(request);
    byte[] content = answer.bytes();
    response.status(Status.create(answer.status()));
    response.header(HeaderNames.CONTENT_TYPE, answer.type());
    response.header(HeaderNames.CONTENT_LENGTH, String.valueOf(content.length));
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    response.header(HeaderNames.create("Content-Security-Policy"), Policy.TEXT);
    response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    response.header(HeaderNames.create("Referrer-Policy"), "no-referrer");
    if (answer.status() == Answer.METHOD_NOT_ALLOWED) {
      response.header(HeaderNames.ALLOW, "GET, HEAD");
    }
    if (request.content().hasEntity()) { // else its sender may get a reset in place of the answer
      request.content().consume();
    }
    boolean ends =
        answer.status() != Answer.OK || request.headers().contains(HeaderValues.CONNECTION_CLOSE);
    if (ends) {
      response.header(HeaderValues.CONNECTION_CLOSE);
    }
    boolean head = request.prologue().method().text().equals("HEAD");
    response.send(head ? new byte[0] : content);
    if (ends) { // Helidon says that it closes, and waits for the client to do it
      throw new CloseConnectionException("as told");
    }
  }

  @Override
  public void close() {
    server.stop();
    site = Optional.empty();
  }

  /** What a browser may do with an answer: apply the one style of the page. */
  private static final class Policy {
    static final String TEXT =
        "default-src 'none'; style-src 'sha256-%s'; img-src data:; base-uri 'none';"
                .formatted(hash(StatisticsPage.STYLE))
            + " form-action 'none'; frame-ancestors 'none'";

    private static String hash(String text) {
      try {
        return Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JVM has SHA-256", e);
      }
    }
  }
}
