package dev.shoal.net;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is asked of whom. A {@link URI} holds no control characters, nor what it encodes to. */
record HttpTarget(URI uri, String host, int port, boolean tls) {
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /**
   * The target that this address names.
   *
   * @throws ConnectionException if it is none of the web's
   */
  static HttpTarget of(URI uri) {
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
    return new HttpTarget(uri, bare, uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80, tls);
  }

  /** Whether a connection to that one is one to this one. */
  boolean sameServer(HttpTarget other) {
    return host.equals(other.host) && port == other.port && tls == other.tls;
  }

  /**
   * Where an answer from here sends on to; empty if it does not.
   *
   * @throws ConnectionException if that is no address
   */
  Optional<URI> redirect(int status, Map<String, String> headers) {
    String location = headers.get("location");
    if (!REDIRECTS.contains(status) || location == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(uri.resolve(URI.create(location)));
    } catch (IllegalArgumentException e) {
      throw new ConnectionException("the redirect leads nowhere", e);
    }
  }

  /** The head of a request, as text. */
  String request(String method, String... headers) {
    URI ascii = URI.create(uri.toASCIIString());
    String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    String asked = ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
    String server = ascii.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    return """
    %s %s HTTP/1.1
    Host: %s
    User-Agent: Shoal/0.1
    Accept: */*
    %s

    """
        .formatted(method, asked, server, String.join("\n", headers))
        .replace("\n", "\r\n");
  }
}
