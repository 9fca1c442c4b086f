package dev.shoal.cli.command;

import dev.shoal.base.Problem;
import dev.shoal.cli.plugin.Console;
import dev.shoal.net.Binding;
import dev.shoal.net.PemCertificate;
import dev.shoal.net.server.DatagramServers;
import dev.shoal.net.server.PassedSockets;
import dev.shoal.tracker.TrackerSettings;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where a tracker listens. */
final class TrackerSocketOptions {
  private static final int USUAL_PORT = 6969; // which most trackers have
  private static final int MOST_THREADS = 64;

  @Option(names = "--udp-port", paramLabel = "N", description = "0: no UDP; default 6969")
  private Optional<Integer> udpPort = Optional.empty();

  @Option(names = "--http-port", paramLabel = "N", description = "0: no HTTP; default 6969")
  private Optional<Integer> httpPort = Optional.empty();

  @Option(names = "--https-port", paramLabel = "N", description = "default: no HTTPS")
  private Optional<Integer> httpsPort = Optional.empty();

  @Option(
      names = "--tls-cert",
      paramLabel = "FILE",
      description = "the certificate for HTTPS and its chain, PEM; read again when it changes")
  private Optional<Path> certificate = Optional.empty();

  @Option(names = "--tls-key", paramLabel = "FILE", description = "its key, PEM")
  private Optional<Path> key = Optional.empty();

  @Option(
      names = "--web-port",
      paramLabel = "N",
      description = "serve a page with figures, /metrics and /health there; default: none")
  private Optional<Integer> webPort = Optional.empty();

  @Option(
      names = "--web-bind",
      paramLabel = "ADDRESS",
      description = "the address of that page; default 127.0.0.1")
  private Optional<String> webBind = Optional.empty();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "threads that serve UDP, each with a socket; default 1 for two processors")
  private Optional<Integer> threads = Optional.empty();

  @Option(
      names = "--plain-sockets",
      description = "UDP without native calls, as on systems other than Linux")
  private boolean plain;

  /** The sockets. */
  TrackerSettings.Listening listening(Console console, PlaceOptions place) {
    OptionalInt udp = port(udpPort, place);
    OptionalInt http = port(httpPort, place);
    Optional<TrackerSettings.Https> https = https(console);
    if (udp.isEmpty() && http.isEmpty() && https.isEmpty()) {
      throw new Problem(
          Problem.Kind.USAGE, "a tracker without UDP and without HTTP", "leave one of them on");
    }
    return new TrackerSettings.Listening(
        place.binding(),
        udp,
        http,
        https,
        threads(),
        plain ? DatagramServers.Way.CHANNELS : DatagramServers.best(),
        PassedSockets.take(console.environment()));
  }

  /** What tells this tracker from others in one state folder; empty if its ports do not. */
  Optional<String> name(PlaceOptions place) {
    OptionalInt udp = port(udpPort, place);
    OptionalInt http = port(httpPort, place);
    return Stream.of(udp.orElse(0), http.orElse(0), httpsPort.orElse(0))
        .filter(port -> port > 0)
        .findFirst()
        .map(port -> "port-" + port);
  }

  /** The port of the page, if there is to be one; 0: any free one. */
  Optional<Integer> webPort() {
    webPort.ifPresent(TrackerSocketOptions::check);
    return webPort;
  }

  /** The address of the page: of the loopback interface, unless another one is named. */
  InetAddress webAddress() {
    return webBind
        .flatMap(written -> Binding.parse(written).addresses().stream().findFirst())
        .orElseGet(() ->
            webBind.isPresent()
                ? InetAddress.ofLiteral("0.0.0.0")
                : InetAddress.ofLiteral("127.0.0.1"));
  }

  private int threads() {
    int cores = Runtime.getRuntime().availableProcessors();
    int wanted = threads.orElse(Math.clamp(cores / 2, 1, MOST_THREADS));
    if (wanted < 1 || wanted > MOST_THREADS) {
      throw new Problem(Problem.Kind.USAGE, wanted + " threads", "1 to " + MOST_THREADS);
    }
    return wanted;
  }

  private Optional<TrackerSettings.Https> https(Console console) {
    if (httpsPort.isEmpty() && certificate.isEmpty() && key.isEmpty()) {
      return Optional.empty();
    }
    if (httpsPort.isEmpty() || certificate.isEmpty() || key.isEmpty()) {
      throw new Problem(
          Problem.Kind.USAGE,
          "HTTPS wants a port, a certificate and its key",
          "--https-port 443 --tls-cert fullchain.pem --tls-key privkey.pem");
    }
    check(httpsPort.get());
    return Optional.of(
        new TrackerSettings.Https(
            httpsPort.get(),
            new PemCertificate(console.resolve(certificate.get()), console.resolve(key.get()))));
  }

  private static OptionalInt port(Optional<Integer> own, PlaceOptions place) {
    int number = own.orElseGet(() -> place.port().orElse(USUAL_PORT));
    if (own.isPresent() && number == 0) {
      return OptionalInt.empty();
    }
    check(number);
    return OptionalInt.of(number);
  }

  private static void check(int port) {
    if (port != 0 && !PlaceOptions.isPort(port)) {
      throw new Problem(Problem.Kind.USAGE, "there is no port " + port, "0 to 65535");
    }
  }
}
