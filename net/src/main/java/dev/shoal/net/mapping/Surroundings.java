package dev.shoal.net.mapping;

import dev.shoal.base.Problem;
import dev.shoal.net.Binding;
import dev.shoal.net.Link;
import dev.shoal.net.Nearness;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether there is a router between this machine and the internet, as far as can be seen from here
 * without asking anybody. IPv4 only: an address of IPv6 is nobody else's.
 */
public sealed interface Surroundings {
  /** The node is bound to loopback: it is not to be reached. */
  record Loopback() implements Surroundings {}

  /** The way out begins at this address, which is one of the internet. */
  record Open(InetAddress address) implements Surroundings {}

  /**
   * The way out leads through a router.
   *
   * @param own this machine's private addresses, one a link
   * @param gateway the router's, where the system tells it
   */
  record Behind(List<InetAddress> own, Optional<InetAddress> gateway) implements Surroundings {
    public Behind {
      own = List.copyOf(own);
    }
  }

  /**
   * There is no router that could be asked.
   *
   * @param why in words
   */
  record Apart(String why) implements Surroundings {}

  /** Where Linux tells its routes. Elsewhere no gateway is known, so that only UPnP works. */
  Path ROUTES = Path.of("/proc/net/route");

  /**
   * Looks around.
   *
   * @param binding where the node stays: what lies beside it does not count
   */
  static Surroundings of(Binding binding) {
    if (binding.loopbackOnly()) {
      return new Loopback();
    }
    List<Link> links;
    try {
      links = Link.of(binding);
    } catch (Problem unknown) {
      return new Apart(unknown.what());
    }
    try {
      return Files.isReadable(ROUTES)
          ? byRoutes(links, Routes.parse(Files.readString(ROUTES)))
          : byAddresses(links);
    } catch (IOException unreadable) {
      return byAddresses(links);
    }
  }

  /** The default route with the least metric is the way out. */
  private static Surroundings byRoutes(List<Link> links, List<Routes.Default> routes) {
    Optional<Routes.Default> route =
        routes.stream().min(Comparator.comparingLong(Routes.Default::metric));
    if (route.isEmpty()) {
      return new Apart("this machine has no way out of its network");
    }
    String face = route.get().face();
    Optional<InetAddress> own =
        links.stream()
            .filter(link -> link.face().getName().equals(face))
            .flatMap(link -> own(link).stream())
            .findFirst();
    if (own.isEmpty()) {
      return new Apart("the way out, " + face + ", is no local network that this node is on");
    }
    return switch (Nearness.of(own.get())) {
      case GLOBAL -> new Open(own.get());
      case PRIVATE ->
          route
              .get()
              .gateway()
              .<Surroundings>map(gateway -> new Behind(List.of(own.get()), Optional.of(gateway)))
              .orElseGet(() -> new Apart("the way out, " + face + ", has no router"));
      case LINK, LOOPBACK -> new Apart("the address of " + face + " is not for the outside");
    };
  }

  private static Surroundings byAddresses(List<Link> links) {
    List<InetAddress> all = links.stream().flatMap(link -> own(link).stream()).toList();
    List<InetAddress> near =
        all.stream().filter(address -> Nearness.of(address) == Nearness.PRIVATE).toList();
    Optional<InetAddress> far =
        all.stream().filter(address -> Nearness.of(address) == Nearness.GLOBAL).findFirst();
    if (!near.isEmpty()) {
      return new Behind(near, Optional.empty());
    }
    return far.<Surroundings>map(Open::new)
        .orElseGet(() -> new Apart("this machine has no address of IPv4"));
  }

  /** This machine's address of IPv4 on a link. */
  private static Optional<InetAddress> own(Link link) {
    return link.addresses().stream()
        .map(InterfaceAddress::getAddress)
        .filter(Inet4Address.class::isInstance)
        .findFirst();
  }
}
