package dev.shoal.net.mapping;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The search for routers on the local network: SSDP, as UPnP's architecture has it (1.1, 1.3). */
final class Ssdp {
  /** Longer ones do not fit into a packet. */
  static final int MAX_LENGTH = 1400;

  /** What is searched for: gateways, or the services by which they open ports. */
  static final List<String> TARGETS =
      List.of(
          "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
          "urn:schemas-upnp-org:device:InternetGatewayDevice:2",
          "urn:schemas-upnp-org:service:WANIPConnection:1",
          "urn:schemas-upnp-org:service:WANIPConnection:2",
          "urn:schemas-upnp-org:service:WANPPPConnection:1");

  private Ssdp() {}

  /** The question for one of the targets; they may take a second to answer. */
  static byte[] search(String target) {
    return """
    M-SEARCH * HTTP/1.1
    HOST: 239.255.255.250:1900
    MAN: "ssdp:discover"
    MX: 1
    ST: %s

    """
        .formatted(target)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Where the description of a gateway is, by its answer; empty if it is no answer of one, or sends
   * elsewhere than to the very host that answered: a stranger's word must lead nobody astray.
   */
  static Optional<URI> location(byte[] datagram, InetAddress from) {
    if (datagram.length > MAX_LENGTH) {
      return Optional.empty();
    }
    List<String> lines = new String(datagram, StandardCharsets.ISO_8859_1).lines().toList();
    if (lines.isEmpty() || !lines.getFirst().matches("HTTP/1\\.\\d 200\\b.*")) {
      return Optional.empty();
    }
    Optional<String> target = header(lines, "st").filter(TARGETS::contains);
    return target.flatMap(_ -> header(lines, "location")).flatMap(it -> onHost(it, from));
  }

  private static Optional<String> header(List<String> lines, String name) {
    return lines.stream()
        .skip(1)
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst();
  }

  private static Optional<URI> onHost(String written, InetAddress host) {
    try {
      return Optional.of(new URI(written)).filter(uri -> isOn(uri, host));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Whether it is plain HTTP at this very address, written as such, at a port there is. */
  static boolean isOn(URI uri, InetAddress host) {
    return "http".equalsIgnoreCase(uri.getScheme())
        && host.getHostAddress().equals(uri.getHost())
        && uri.getUserInfo() == null
        && uri.getPort() != 0
        && uri.getPort() <= 0xFFFF;
  }
}
