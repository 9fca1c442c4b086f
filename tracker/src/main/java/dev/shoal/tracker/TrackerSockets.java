package dev.shoal.tracker;

import dev.shoal.base.Problem;
import dev.shoal.net.server.DatagramServer;
import dev.shoal.net.server.DatagramServers;
import dev.shoal.net.server.PassedSockets;
import dev.shoal.tracker.desk.Service;
import dev.shoal.tracker.desk.Traffic;
import dev.shoal.tracker.gate.Networks;
import dev.shoal.tracker.http.HttpLoop;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The open sockets of a tracker: one port number for UDP and HTTP where that is free to choose. */
record TrackerSockets(Optional<HttpLoop> http, Optional<List<DatagramServer>> udp) {
  /** How often a port is looked for that is free for both. */
  private static final int ATTEMPTS = 16;

  /** Who serves HTTP. */
  record HttpSide(Service service, Traffic traffic, Networks proxies) {}

  /**
   * Opens them.
   *
   * @throws Problem of kind CONFLICT if a port is taken
   */
  static TrackerSockets open(TrackerSettings.Listening listening, HttpSide side) {
    if (listening.passed().isPresent()) {
      return passed(listening.passed().get(), side);
    }
    int udpPort = listening.udpPort().orElse(-1);
    int httpPort = listening.httpPort().orElse(-1);
    boolean free = Math.min(udpPort, httpPort) == 0; // both are served, and one may be any
    Optional<TrackerSockets> open = Optional.empty();
    for (int i = 0; free && open.isEmpty() && i < ATTEMPTS; i++) {
      open = atOneNumber(listening, Math.max(udpPort, httpPort), side);
    }
    return open.orElseGet(() -> {
      Optional<HttpLoop> http =
          listening.httpPort().isPresent()
              ? Optional.of(http(listening, httpPort, side))
              : Optional.empty();
      return withUdp(http, listening, listening.udpPort());
    });
  }

  private static TrackerSockets passed(PassedSockets sockets, HttpSide side) {
    return new TrackerSockets(
        sockets
            .tcp()
            .map(tcp -> HttpLoop.on(List.of(tcp), side.service(), side.traffic(), side.proxies())),
        sockets.udp().isEmpty() ? Optional.empty() : Optional.of(sockets.udp()));
  }

  private static Optional<TrackerSockets> atOneNumber(
      TrackerSettings.Listening listening, int port, HttpSide side) {
    try {
      HttpLoop http = http(listening, port, side);
      return Optional.of(withUdp(Optional.of(http), listening, OptionalInt.of(http.port())));
    } catch (Problem taken) {
      return Optional.empty();
    }
  }

  private static HttpLoop http(TrackerSettings.Listening listening, int port, HttpSide side) {
    return HttpLoop.listen(
        listening.binding(), port, side.service(), side.traffic(), side.proxies());
  }

  private static TrackerSockets withUdp(
      Optional<HttpLoop> http, TrackerSettings.Listening listening, OptionalInt udpPort) {
    try {
      return new TrackerSockets(
          http,
          udpPort.isPresent()
              ? Optional.of(
                  DatagramServers.listen(
                      listening.binding(),
                      udpPort.getAsInt(),
                      listening.udpThreads(),
                      listening.way()))
              : Optional.empty());
    } catch (Problem taken) {
      http.ifPresent(HttpLoop::close);
      throw taken;
    }
  }
}
