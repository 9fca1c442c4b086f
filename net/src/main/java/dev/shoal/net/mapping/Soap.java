package dev.shoal.net.mapping;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The codec of what a service of a gateway is asked (WANIPConnection:1 and :2, section 2). */
final class Soap {
  /** An action that the service does not have; an argument that it does not understand. */
  static final int INVALID_ACTION = 401;

  static final int INVALID_ARGUMENTS = 402;
  static final int NOT_IMPLEMENTED = 602;
  static final int CONFLICT = 718; // ConflictInMappingEntry
  static final int ONLY_PERMANENT = 725; // OnlyPermanentLeasesSupported
  static final int OTHER_CONFLICT = 729; // ConflictWithOtherMechanisms

  private static final String DESCRIPTION = "Shoal"; // what a router's page shows

  private Soap() {}

  /** What is asked. */
  sealed interface Request {
    /** The outer address. */
    record Address() implements Request {}

    /**
     * Open a port.
     *
     * @param anyPort whether another one than {@code external} will do: the service chooses
     * @param seconds how long it is to stay, 0 for as long as the router runs
     */
    record Add(
        Carrier carrier, InetAddress own, int port, int external, long seconds, boolean anyPort)
        implements Request {}

    /** Close it. */
    record Delete(Carrier carrier, int external) implements Request {}
  }

  /** What comes back. */
  sealed interface Answer {
    /** The outer address. */
    record Address(InetAddress address) implements Answer {}

    /** It is done; with the port that the service chose, if it was to choose. */
    record Done(int port) implements Answer {}

    /** It is not done, for a reason that has a number (0: it has none). */
    record Fault(int code) implements Answer {}

    /** Nothing came back, for this reason. */
    record Lost(String why) implements Answer {}
  }

  /** The name of the action that a request is. */
  static String action(Request request) {
    return switch (request) {
      case Request.Address _ -> "GetExternalIPAddress";
      case Request.Add add -> add.anyPort ? "AddAnyPortMapping" : "AddPortMapping";
      case Request.Delete _ -> "DeletePortMapping";
    };
  }

  /** The body of the POST to a service of this type. */
  static String encode(Request request, String type) {
    StringBuilder arguments = new StringBuilder();
    arguments(request)
        .forEach((name, value) ->
            arguments.append("<%1$s>%2$s</%1$s>".formatted(name, value))); // nothing to escape
    return """
    <?xml version="1.0"?>
    <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" \
    s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">\
    <s:Body><u:%1$s xmlns:u="%2$s">%3$s</u:%1$s></s:Body></s:Envelope>
    """
        .formatted(action(request), type, arguments)
        .replace("\n", "\r\n");
  }

  /** In the order of the service's own description: some routers know no other. */
  private static Map<String, String> arguments(Request request) {
    Map<String, String> all = new LinkedHashMap<>();
    switch (request) {
      case Request.Address _ -> {}
      case Request.Add add -> {
        all.put("NewRemoteHost", "");
        all.put("NewExternalPort", "" + add.external);
        all.put("NewProtocol", add.carrier.name());
        all.put("NewInternalPort", "" + add.port);
        all.put("NewInternalClient", add.own.getHostAddress());
        all.put("NewEnabled", "1");
        all.put("NewPortMappingDescription", DESCRIPTION);
        all.put("NewLeaseDuration", "" + add.seconds);
      }
      case Request.Delete delete -> {
        all.put("NewRemoteHost", "");
        all.put("NewExternalPort", "" + delete.external);
        all.put("NewProtocol", delete.carrier.name());
      }
    }
    return all;
  }

  /** What a page with this status says to a request. */
  static Answer read(Request request, int status, byte[] page) {
    List<Xml.Element> elements = Xml.read(page).orElse(List.of());
    boolean done =
        status == 200
            && elements.stream().anyMatch(it -> it.name().equals(action(request) + "Response"));
    if (!done) {
      return new Answer.Fault(number(elements, "errorCode").orElse(0));
    }
    return switch (request) {
      case Request.Address _ ->
          text(elements, "NewExternalIPAddress")
              .flatMap(Soap::literal)
              .<Answer>map(Answer.Address::new)
              .orElse(new Answer.Fault(0));
      case Request.Add add when add.anyPort ->
          number(elements, "NewReservedPort")
              .filter(port -> port > 0)
              .<Answer>map(Answer.Done::new)
              .orElse(new Answer.Fault(0));
      case Request.Add add -> new Answer.Done(add.external);
      case Request.Delete delete -> new Answer.Done(delete.external);
    };
  }

  private static Optional<String> text(List<Xml.Element> elements, String name) {
    return elements.stream()
        .filter(it -> it.name().equals(name))
        .map(Xml.Element::text)
        .findFirst();
  }

  private static Optional<Integer> number(List<Xml.Element> elements, String name) {
    return text(elements, name)
        .filter(it -> it.matches("\\d{1,5}"))
        .map(Integer::parseInt)
        .filter(it -> it <= 0xFFFF);
  }

  private static Optional<InetAddress> literal(String written) {
    try {
      return written.matches("\\d{1,3}(\\.\\d{1,3}){3}")
          ? Optional.of(InetAddress.ofLiteral(written))
          : Optional.empty();
    } catch (IllegalArgumentException noAddress) {
      return Optional.empty();
    }
  }

  /** The number of a fault in words. */
  static String words(int code) {
    return switch (code) {
      case 0 -> "an answer that makes no sense";
      case INVALID_ACTION, NOT_IMPLEMENTED -> "no such action";
      case INVALID_ARGUMENTS -> "it does not understand the request";
      case 501 -> "it failed";
      case 606 -> "not authorized";
      case CONFLICT, OTHER_CONFLICT -> "the port is another machine's";
      case 728 -> "too many mappings";
      default -> "error " + code;
    };
  }
}
