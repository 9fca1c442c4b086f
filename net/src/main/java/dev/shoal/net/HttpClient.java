package dev.shoal.net;

import dev.shoal.base.Clock;
import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * The HTTP client of a node, on its transport. Each address is resolved, checked and dialled here,
 * so that what was checked is what is spoken to. A redirect counts as named by whoever sent it.
 */
public final class HttpClient implements Http {
  /** Browsers follow 20; what serves torrents needs one or two. */
  public static final int MAX_REDIRECTS = 5;

  private static final int BUFFER = 16 << 10;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final Transport transport;
  private final Names names;
  private final Clock clock;
  private final Optional<Locator.Ip> proxy;
  private final Supplier<SSLContext> trust;

  /**
   * A client that trusts whom the platform trusts.
   *
   * @param proxy the person's HTTP proxy; it is asked (CONNECT) for addresses checked here
   */
  public HttpClient(Transport transport, Names names, Clock clock, Optional<Locator.Ip> proxy) {
    this(transport, names, clock, proxy, HttpClient::platformTrust);
  }

  HttpClient(
      Transport transport,
      Names names,
      Clock clock,
      Optional<Locator.Ip> proxy,
      Supplier<SSLContext> trust) {
    this.transport = transport;
    this.names = names;
    this.clock = clock;
    this.proxy = proxy;
    this.trust = trust;
  }

  @Override
  public Answer get(Query query) {
    Time time = new Time(clock, clock.nanos(), query.timeout());
    Nearness namedBy = query.namedBy();
    URI uri = query.uri();
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      Hop answered = ask(Target.of(uri), namedBy, query.maxBytes(), time);
      Answer answer = answered.answer();
      String location = answer.headers().get("location");
      if (!REDIRECTS.contains(answer.status()) || location == null) {
        return answer;
      }
      namedBy = namedBy.and(Nearness.of(answered.by()));
      uri = redirected(uri, location);
    }
    throw new ConnectionException("more than " + MAX_REDIRECTS + " redirects");
  }

  private record Hop(Answer answer, InetAddress by) {}

  private Hop ask(Target target, Nearness namedBy, int maxBytes, Time time) {
    List<InetAddress> addresses = names.resolve(target.host());
    for (InetAddress address : addresses) {
      if (!namedBy.mayName(address)) {
        throw new ConnectionException(
            target.host() + " is nearer than who named it: " + address.getHostAddress());
      }
    }
    ConnectionException failed = new ConnectionException("no address for " + target.host());
    int left = addresses.size();
    for (InetAddress address : addresses) {
      Locator.Ip server = new Locator.Ip(address, target.port());
      Duplex connection;
      try {
        connection = transport.dial(proxy.orElse(server), time.left().dividedBy(left--));
      } catch (ConnectionException e) {
        failed = e; // the next address may answer
        continue;
      }
      try (connection) {
        return new Hop(talk(connection, server, target, maxBytes, time), address);
      }
    }
    throw failed;
  }

  private Answer talk(
      Duplex connection, Locator.Ip server, Target target, int maxBytes, Time time) {
    try (Deadline deadline = new Deadline(connection, time.left())) {
      try {
        if (proxy.isPresent()) {
          tunnel(connection, server);
        }
        Duplex line =
            target.tls() ? new TlsDuplex(connection, target.host(), trust.get()) : connection;
        write(line, target.request());
        AnswerParser parser = read(line, new AnswerParser(maxBytes));
        return new Answer(
            parser.status(), Map.copyOf(parser.headers()), parser.body(), target.uri());
      } catch (ConnectionException e) {
        throw deadline.passed() ? new ConnectionException("no answer in time", e) : e;
      }
    }
  }

  /** RFC 9110 9.3.6; the proxy gets the address, as a name might be another one there. */
  private static void tunnel(Duplex connection, Locator.Ip to) {
    write(connection, "CONNECT " + to + " HTTP/1.1\r\nHost: " + to + "\r\n\r\n");
    AnswerParser parser = new AnswerParser(0);
    ByteBuffer one = ByteBuffer.allocate(1); // not a byte of what comes behind the head
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      if (connection.read(new ByteBuffer[] {one.clear()}) < 0) {
        parser.end();
      }
      head.append((char) one.get(0));
      parser.feed(one.flip());
    }
    if (parser.status() / 100 != 2) {
      throw new ConnectionException("the proxy refuses: " + parser.status());
    }
  }

  private static AnswerParser read(Duplex line, AnswerParser parser) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (!parser.done()) {
      if (line.read(new ByteBuffer[] {buffer.clear()}) < 0) {
        parser.end();
      }
      parser.feed(buffer.flip());
    }
    return parser;
  }

  private static void write(Duplex line, String text) {
    line.write(new ByteBuffer[] {ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII))});
  }

  private static URI redirected(URI from, String location) {
    try {
      return from.resolve(URI.create(location));
    } catch (IllegalArgumentException e) {
      throw new ConnectionException("the redirect leads nowhere", e);
    }
  }

  private static SSLContext platformTrust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new ConnectionException("this machine has no TLS", e);
    }
  }

  /** What is asked of whom. A {@link URI} holds no control characters, nor what it encodes to. */
  private record Target(URI uri, String host, int port, boolean tls) {
    static Target of(URI uri) {
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      boolean tls = scheme.equals("https");
      if (!tls && !scheme.equals("http")) {
        throw new ConnectionException("neither http nor https: " + scheme);
      }
      String host = uri.getHost();
      if (host == null || uri.getPort() == 0 || uri.getPort() > 0xFFFF) {
        throw new ConnectionException("no host in " + uri);
      }
      String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
      return new Target(uri, bare, uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80, tls);
    }

    String request() {
      URI ascii = URI.create(uri.toASCIIString());
      String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
      String asked = ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      return """
      GET %s HTTP/1.1
      Host: %s
      User-Agent: Shoal/0.1
      Accept: */*
      Accept-Encoding: gzip
      Connection: close

      """
          .formatted(asked, ascii.getHost() + port)
          .replace("\n", "\r\n");
    }
  }

  /** The time all hops together have. */
  private record Time(Clock clock, long start, Duration whole) {
    Duration left() {
      Duration left = whole.minusNanos(clock.nanos() - start);
      if (!left.isPositive()) {
        throw new ConnectionException("no answer in time");
      }
      return left;
    }
  }
}
