package dev.shoal.net.mapping;

import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What a gateway says of itself: where and how it opens ports (UPnP's architecture, 2.3). */
final class DeviceDescription {
  /** The services that open ports, the best first. */
  static final List<String> SERVICES =
      List.of(
          "urn:schemas-upnp-org:service:WANIPConnection:2",
          "urn:schemas-upnp-org:service:WANIPConnection:1",
          "urn:schemas-upnp-org:service:WANPPPConnection:1");

  /** A gateway has one for each line to the outside. */
  static final int MAX_SERVICES = 4;

  private DeviceDescription() {}

  /**
   * A service that opens ports.
   *
   * @param type its full name
   * @param control what is asked by POST
   */
  record Service(String type, URI control) {}

  /**
   * The services of a description, the best first.
   *
   * @param at where it was read; a service elsewhere than on that host does not count
   */
  static List<Service> read(byte[] page, URI at, InetAddress host) {
    List<Service> services = new ArrayList<>();
    String type = "";
    String control = "";
    URI base = at;
    for (Xml.Element element : Xml.read(page).orElse(List.of())) {
      switch (element.name()) {
        case "URLBase" -> base = resolved(at, element.text()).orElse(at);
        case "serviceType" -> type = element.text();
        case "controlURL" -> control = element.text();
        case "service" -> {
          String named = type;
          resolved(base, control)
              .filter(uri -> SERVICES.contains(named) && Ssdp.isOn(uri, host))
              .ifPresent(uri -> services.add(new Service(named, uri)));
          type = "";
          control = "";
        }
        default -> {}
      }
    }
    return services.stream()
        .distinct()
        .sorted(Comparator.comparingInt(service -> SERVICES.indexOf(service.type)))
        .limit(MAX_SERVICES)
        .toList();
  }

  private static Optional<URI> resolved(URI base, String written) {
    try {
      return written.isEmpty() ? Optional.empty() : Optional.of(base.resolve(written));
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }
}
