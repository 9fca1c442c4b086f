package dev.shoal.net;

import dev.shoal.base.Problem;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;

/**
 * A local network that this machine is on, by one of its interfaces.
 *
 * @param face the interface
 * @param addresses those of its addresses that a node may use, with the lengths of their prefixes
 */
public record Link(NetworkInterface face, List<InterfaceAddress> addresses) {
  private static final int BYTE = 8;

  public Link {
    addresses = List.copyOf(addresses);
  }

  /**
   * The links that a node with this binding is on: of loopback only that one; otherwise all but
   * loopback and those to a single other machine, as a tunnel is.
   *
   * @throws Problem of kind NETWORK if the system does not say
   */
  public static List<Link> of(Binding binding) {
    try {
      return NetworkInterface.networkInterfaces()
          .filter(face -> isMeant(face, binding))
          .map(face -> new Link(face, usable(face, binding)))
          .filter(link -> !link.addresses.isEmpty())
          .toList();
    } catch (SocketException e) {
      throw new Problem(Problem.Kind.NETWORK, "the interfaces cannot be listed", "", e);
    }
  }

  /** Loopback takes part though it does not say that it can: the system carries it there. */
  private static boolean isMeant(NetworkInterface face, Binding binding) {
    try {
      return face.isUp()
          && face.isLoopback() == binding.loopbackOnly()
          && (face.isLoopback() || (face.supportsMulticast() && !face.isPointToPoint()));
    } catch (SocketException itWentMeanwhile) {
      return false;
    }
  }

  private static List<InterfaceAddress> usable(NetworkInterface face, Binding binding) {
    List<InetAddress> chosen = binding.addresses();
    return face.getInterfaceAddresses().stream()
        .filter(it -> chosen.isEmpty() || chosen.contains(it.getAddress()))
        .toList();
  }

  /** An address of this machine on it: the one of IPv6 that others reach from farther, if any. */
  Optional<InetAddress> own(boolean v6) {
    return addresses.stream()
        .map(InterfaceAddress::getAddress)
        .filter(address -> address instanceof Inet6Address == v6)
        .min((a, b) -> Boolean.compare(a.isLinkLocalAddress(), b.isLinkLocalAddress()));
  }

  /** Whether this is the address of somebody on it. */
  public boolean has(InetAddress address) {
    return addresses.stream().anyMatch(own -> isWithin(address, own));
  }

  private static boolean isWithin(InetAddress address, InterfaceAddress own) {
    if (address instanceof Inet4Address != own.getAddress() instanceof Inet4Address) {
      return false;
    }
    if (address.isLinkLocalAddress() && own.getAddress().isLinkLocalAddress()) {
      return !(address instanceof Inet6Address v6)
          || v6.getScopeId() == 0
          || v6.getScopeId() == ((Inet6Address) own.getAddress()).getScopeId();
    }
    byte[] one = address.getAddress();
    byte[] other = own.getAddress().getAddress();
    for (int bit = 0; bit < own.getNetworkPrefixLength(); bit++) {
      if (((one[bit / BYTE] ^ other[bit / BYTE]) & 0x80 >> bit % BYTE) != 0) {
        return false;
      }
    }
    return true;
  }
}
