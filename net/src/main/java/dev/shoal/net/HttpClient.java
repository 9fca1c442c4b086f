package dev.shoal.net;

import dev.shoal.base.Clock;
import dev.shoal.base.Locator;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final HttpDialer dialer;
  private final Clock clock;

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
    this.dialer = new HttpDialer(transport, names, proxy, trust);
    this.clock = clock;
  }

  @Override
  public Answer get(Query query) {
    HttpTime time = HttpTime.from(clock, query.timeout());
    Nearness namedBy = query.namedBy();
    URI uri = query.uri();
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      HttpTarget target = HttpTarget.of(uri);
      try (HttpLine line = dialer.dial(target, namedBy, time)) {
        String head = target.request("GET", "Accept-Encoding: gzip", "Connection: close");
        Answer answer = line.within(time.left(), () -> talk(line, head, query.maxBytes()));
        Optional<URI> next = target.redirect(answer.status(), answer.headers());
        if (next.isEmpty()) {
          return answer;
        }
        namedBy = namedBy.and(Nearness.of(line.server().address()));
        uri = next.get();
      }
    }
    throw new ConnectionException("more than " + MAX_REDIRECTS + " redirects");
  }

  /** Fetches a page, or the answer that it is elsewhere, which is not followed. */
  public Answer getHere(Query query) {
    return here(query, "GET", "", List.of());
  }

  /**
   * Sends a text and takes what comes back; a redirect is not followed.
   *
   * @param headers of the request, written out
   */
  public Answer post(Query query, String text, List<String> headers) {
    return here(query, "POST", text, headers);
  }

  private Answer here(Query query, String method, String text, List<String> headers) {
    HttpTime time = HttpTime.from(clock, query.timeout());
    List<String> all = new ArrayList<>(headers);
    all.add("Connection: close");
    if (!text.isEmpty()) {
      all.add("Content-Length: " + text.getBytes(StandardCharsets.UTF_8).length);
    }
    HttpTarget target = HttpTarget.of(query.uri());
    try (HttpLine line = dialer.dial(target, query.namedBy(), time)) {
      String head = target.request(method, all.toArray(String[]::new));
      return line.within(time.left(), () -> talk(line, head + text, query.maxBytes()));
    }
  }

  @Override
  public HttpRanges ranges(Nearness namedBy, Duration patience) {
    return new RangeReader(dialer, clock, namedBy, patience);
  }

  private static Answer talk(HttpLine line, String request, int maxBytes) {
    HttpLine.write(line.plain(), request);
    AnswerParser parser = new AnswerParser(maxBytes);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    while (!parser.done()) {
      if (line.plain().read(new ByteBuffer[] {buffer.clear()}) < 0) {
        parser.end();
      }
      parser.feed(buffer.flip());
    }
    return new Answer(
        parser.status(), Map.copyOf(parser.headers()), parser.body(), line.to().uri());
  }

  private static SSLContext platformTrust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new ConnectionException("this machine has no TLS", e);
    }
  }
}
