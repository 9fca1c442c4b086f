package dev.shoal.cli.command;

import dev.shoal.base.Locator;
import dev.shoal.base.Problem;
import dev.shoal.net.Binding;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Addresses with ports, as a person writes them. */
final class Addresses {
  private Addresses() {}

  /**
   * The addresses, names looked up if a node of this binding may.
   *
   * @throws Problem of kind USAGE if one is none, of kind NETWORK if a name is unknown
   */
  static List<Locator.Ip> parse(List<String> written, Binding binding) {
    return written.stream().flatMap(one -> parse(one, binding.loopbackOnly()).stream()).toList();
  }

  private static List<Locator.Ip> parse(String written, boolean confined) {
    int colon = written.lastIndexOf(':');
    String host = colon < 0 ? "" : written.substring(0, colon).replaceAll("^\\[|]$", "");
    String digits = written.substring(colon + 1);
    if (host.isEmpty()
        || !digits.matches("\\d{1,5}")
        || !PlaceOptions.isPort(Integer.parseInt(digits))) {
      throw new Problem(
          Problem.Kind.USAGE,
          "not a peer: " + written,
          "write it like 192.0.2.7:7462 or [2001:db8::7]:7462");
    }
    int port = Integer.parseInt(digits);
    try {
      return List.of(new Locator.Ip(InetAddress.ofLiteral(host), port));
    } catch (IllegalArgumentException aName) {
      return named(host, port, confined);
    }
  }

  private static List<Locator.Ip> named(String host, int port, boolean confined) {
    if (confined) {
      throw new Problem(
          Problem.Kind.USAGE, "a node bound to loopback looks up no name: " + host, "its address");
    }
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .map(address -> new Locator.Ip(address, port))
          .toList();
    } catch (UnknownHostException e) {
      throw new Problem(Problem.Kind.NETWORK, "there is no host of the name " + host, "", e);
    }
  }
}
