package dev.shoal.tracker.gate;

import dev.shoal.base.Endpoint;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A set of networks, each an address and the length of its prefix (RFC 4632, RFC 4291). To ask it
 * costs a look for each length that occurs, however many networks there are.
 */
public final class Networks {
  /** Nowhere. */
  public static final Networks NONE = new Networks(List.of());

  private static final int V4_BITS = 32;
  private static final int HALF = 64;

  /** A network: an address whose bits behind the prefix are 0, without a port. */
  private record Network(int length, Endpoint base) {}

  /** Those of one length. */
  private record OfLength(boolean v6, int length, Set<Endpoint> bases) {}

  private final List<OfLength> lengths = new ArrayList<>();

  private Networks(List<Network> networks) {
    Map<Integer, OfLength> byKind = new HashMap<>();
    for (Network network : networks) {
      boolean v6 = network.base.v6();
      int kind = v6 ? network.length : -1 - network.length;
      OfLength same = byKind.get(kind);
      if (same == null) {
        same = new OfLength(v6, network.length, new HashSet<>());
        byKind.put(kind, same);
        lengths.add(same);
      }
      same.bases.add(network.base);
    }
  }

  /**
   * The networks that are written, {@code 198.51.100.0/24}, {@code 2001:db8::/32} or an address
   * alone.
   *
   * @throws IllegalArgumentException if one makes no sense; the message says which
   */
  public static Networks of(List<String> written) {
    List<Network> networks = new ArrayList<>();
    for (String one : written) {
      networks.add(
          parse(one).orElseThrow(() -> new IllegalArgumentException("no network: " + one)));
    }
    return new Networks(networks);
  }

  /** Whether this is an address or a network. */
  public static boolean isWritten(String text) {
    return parse(text).isPresent();
  }

  private static Optional<Network> parse(String text) {
    String[] parts = text.split("/", 2);
    if (parts[0].indexOf('.') < 0 && parts[0].indexOf(':') < 0) {
      return Optional.empty(); // a number alone is an old way to write an address
    }
    try {
      InetAddress address = InetAddress.ofLiteral(parts[0]);
      int most = address instanceof Inet4Address ? V4_BITS : 2 * HALF;
      int length = parts.length == 1 ? most : Integer.parseInt(parts[1]);
      return length < 0 || length > most
          ? Optional.empty()
          : Optional.of(new Network(length, masked(Endpoint.of(address, 0), length)));
    } catch (IllegalArgumentException neither) {
      return Optional.empty();
    }
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return lengths.isEmpty();
  }

  /** Whether an address, at whatever port, is in one of them. */
  public boolean contains(Endpoint address) {
    for (OfLength same : lengths) {
      if (same.v6 == address.v6() && same.bases.contains(masked(address, same.length))) {
        return true;
      }
    }
    return false;
  }

  private static Endpoint masked(Endpoint address, int length) {
    return address.v6()
        ? new Endpoint(true, address.high() & mask(length), address.low() & mask(length - HALF), 0)
        : new Endpoint(false, 0, address.low() & mask(length + V4_BITS), 0);
  }

  /** So many ones of 64 bits, and noughts behind; an IPv4 address is in the last 32 of them. */
  private static long mask(int ones) {
    return ones <= 0 ? 0 : ones >= HALF ? -1 : -1L << (HALF - ones);
  }
}
