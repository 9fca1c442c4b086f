package dev.shoal.net;

import dev.shoal.base.Problem;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the sockets of a node stay.
 *
 * @param addresses the addresses that sockets are bound to; empty: any
 * @param loopbackOnly nothing leaves the machine, no name is looked up, only loopback is dialled
 */
public record Binding(List<InetAddress> addresses, boolean loopbackOnly) {
  public Binding {
    addresses = List.copyOf(addresses);
    if (loopbackOnly
        && (addresses.isEmpty() || !addresses.stream().allMatch(InetAddress::isLoopbackAddress))) {
      throw new IllegalArgumentException("not only loopback: " + addresses);
    }
  }

  /** No restriction. */
  public static Binding any() {
    return new Binding(List.of(), false);
  }

  /** The loopback interface: 127.0.0.1, and ::1 if the machine has it. */
  public static Binding loopback() {
    InetAddress v4 = InetAddress.ofLiteral("127.0.0.1");
    InetAddress v6 = InetAddress.ofLiteral("::1");
    return new Binding(isHere(v6) ? List.of(v4, v6) : List.of(v4), true);
  }

  /**
   * The binding a person writes: an address of this machine, the name of an interface (its
   * addresses as they are now), or {@code lo}. A loopback address binds to loopback as well.
   *
   * @throws Problem of kind USAGE if it is none of them
   */
  public static Binding parse(String written) {
    if (written.equals("lo") || written.equals("localhost")) {
      return loopback();
    }
    Optional<InetAddress> literal = literal(written);
    if (literal.isPresent()) {
      InetAddress address = literal.get();
      boolean loopback = address.isLoopbackAddress(); // all of 127.0.0.0/8 is there unasked
      if (!loopback && !address.isAnyLocalAddress() && !isHere(address)) {
        throw unknown(written);
      }
      return address.isAnyLocalAddress() ? any() : new Binding(List.of(address), loopback);
    }
    try {
      NetworkInterface face = NetworkInterface.getByName(written);
      if (face == null) {
        throw unknown(written);
      }
      if (face.isLoopback()) {
        return loopback();
      }
      List<InetAddress> addresses = face.inetAddresses().toList();
      if (addresses.isEmpty()) {
        throw new Problem(Problem.Kind.NETWORK, "the interface " + written + " has no address");
      }
      return new Binding(addresses, false);
    } catch (SocketException e) {
      throw new Problem(Problem.Kind.NETWORK, "the interfaces cannot be listed", "", e);
    }
  }

  /** Whether this address may be spoken to at all. */
  public boolean allows(InetAddress target) {
    return !loopbackOnly || target.isLoopbackAddress();
  }

  /**
   * The address to speak to the target from: of the target's family and, if there are several, one
   * of its {@link Nearness}, else the farthest; empty if the system is to choose.
   *
   * @throws ConnectionException if the binding does not allow the target or has no address of its
   *     family
   */
  public Optional<InetAddress> sourceFor(InetAddress target) {
    if (!allows(target)) {
      throw new ConnectionException("this node is bound to loopback");
    }
    if (addresses.isEmpty()) {
      return Optional.empty();
    }
    boolean v4 = target instanceof Inet4Address;
    Nearness near = Nearness.of(target);
    return Optional.of(
        addresses.stream()
            .filter(address -> address instanceof Inet4Address == v4)
            .max(
                Comparator.comparing((InetAddress a) -> Nearness.of(a) == near)
                    .thenComparing(Nearness::of))
            .orElseThrow(
                () -> new ConnectionException("this node is bound to no IPv" + (v4 ? 4 : 6))));
  }

  /**
   * The addresses at which others reach a socket that listens: those of the binding, else those of
   * the interfaces that are up. Link-local ones are left out: they mean nothing without the name of
   * an interface.
   */
  public List<InetAddress> reachableAt() {
    Stream<InetAddress> all =
        addresses.isEmpty() ? addressesOfInterfaces().stream() : addresses.stream();
    return all.filter(address -> !address.isLinkLocalAddress()).toList();
  }

  private static List<InetAddress> addressesOfInterfaces() {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(Binding::isUp)
          .flatMap(NetworkInterface::inetAddresses)
          .filter(
              address -> List.of(Nearness.PRIVATE, Nearness.GLOBAL).contains(Nearness.of(address)))
          .toList();
    } catch (SocketException e) {
      return List.of(); // nothing is known, so nothing is told
    }
  }

  private static boolean isUp(NetworkInterface face) {
    try {
      return face.isUp();
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The addresses to listen at; the wildcard stands for IPv4 and IPv6 at once. */
  public List<InetAddress> toListenAt() {
    return addresses.isEmpty() ? List.of(new InetSocketAddress(0).getAddress()) : addresses;
  }

  /** The address that is written, without any lookup; brackets around IPv6 are fine. */
  static Optional<InetAddress> literal(String written) {
    boolean bracketed = written.startsWith("[") && written.endsWith("]");
    String bare = bracketed ? written.substring(1, written.length() - 1) : written;
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException aName) {
      return Optional.empty();
    }
  }

  private static boolean isHere(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException nobodyKnows) {
      return false;
    }
  }

  private static Problem unknown(String written) {
    return new Problem(
        Problem.Kind.USAGE,
        "this machine has no address or interface " + written,
        "ip address   shows them");
  }
}
