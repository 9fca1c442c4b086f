package dev.shoal.net.mapping;

import dev.shoal.base.Clock;
import dev.shoal.net.Binding;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Http;
import dev.shoal.net.HttpClient;
import dev.shoal.net.Nearness;
import dev.shoal.net.TcpTransport;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads and asks the pages of a router, from an address on its link; no name is looked up. */
final class RouterPages {
  /** Small processors write XML slowly. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http;

  RouterPages(Binding own, Clock clock) {
    this.http =
        new HttpClient(
            new TcpTransport(own),
            host -> List.of(InetAddress.ofLiteral(host)),
            clock,
            Optional.empty());
  }

  /** The services of the router that describes itself there; none if it does not. */
  List<DeviceDescription.Service> services(URI at, InetAddress router) {
    try {
      Http.Answer answer = http.getHere(query(at, router));
      return answer.status() == 200 ? DeviceDescription.read(answer.body(), at, router) : List.of();
    } catch (ConnectionException gone) {
      return List.of();
    }
  }

  /** Asks one of them. */
  Soap.Answer call(Control to, Soap.Request request) {
    String type = to.service().type();
    List<String> headers =
        List.of(
            "Content-Type: text/xml; charset=\"utf-8\"",
            "SOAPAction: \"" + type + "#" + Soap.action(request) + "\"");
    try {
      Http.Answer answer =
          http.post(
              query(to.service().control(), to.router()), Soap.encode(request, type), headers);
      return Soap.read(request, answer.status(), answer.body());
    } catch (ConnectionException gone) {
      return new Soap.Answer.Lost(String.valueOf(gone.getMessage()));
    }
  }

  private static Http.Query query(URI uri, InetAddress router) {
    return new Http.Query(uri, Nearness.of(router), Xml.MAX_LENGTH, PATIENCE);
  }
}
