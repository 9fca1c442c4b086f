package dev.shoal.tracker;

import dev.shoal.base.Problem;
import dev.shoal.net.Binding;
import dev.shoal.net.Duplex;
import dev.shoal.net.TcpTransport;
import dev.shoal.net.Transport;
import dev.shoal.net.UdpSocket;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** The open sockets of a tracker: one port number for UDP and HTTP where that is free to choose. */
record TrackerSockets(Optional<Transport.Listener> listener, Optional<List<UdpSocket>> udp) {
  /** How often a port is looked for that is free for both. */
  private static final int ATTEMPTS = 16;

  /**
   * Opens them.
   *
   * @throws Problem of kind CONFLICT if a port is taken
   */
  static TrackerSockets open(TrackerSettings settings, Consumer<Duplex> accepted) {
    int udpPort = settings.udpPort().orElse(-1);
    int httpPort = settings.httpPort().orElse(-1);
    boolean free = Math.min(udpPort, httpPort) == 0; // both are served, and one may be any
    Optional<TrackerSockets> open = Optional.empty();
    for (int i = 0; free && open.isEmpty() && i < ATTEMPTS; i++) {
      open = atOneNumber(settings.binding(), Math.max(udpPort, httpPort), accepted);
    }
    return open.orElseGet(() -> apart(settings, accepted));
  }

  private static Optional<TrackerSockets> atOneNumber(
      Binding binding, int port, Consumer<Duplex> accepted) {
    try {
      Transport.Listener listener = new TcpTransport(binding).listen(port, accepted);
      OptionalInt same = OptionalInt.of(listener.port());
      return Optional.of(withUdp(Optional.of(listener), binding, same));
    } catch (Problem taken) {
      return Optional.empty();
    }
  }

  private static TrackerSockets apart(TrackerSettings settings, Consumer<Duplex> accepted) {
    Binding binding = settings.binding();
    Optional<Transport.Listener> listener =
        settings.httpPort().isPresent()
            ? Optional.of(
                new TcpTransport(binding).listen(settings.httpPort().getAsInt(), accepted))
            : Optional.empty();
    return withUdp(listener, binding, settings.udpPort());
  }

  private static TrackerSockets withUdp(
      Optional<Transport.Listener> listener, Binding binding, OptionalInt udpPort) {
    try {
      return new TrackerSockets(
          listener,
          udpPort.isPresent()
              ? Optional.of(UdpSocket.listen(binding, udpPort.getAsInt()))
              : Optional.empty());
    } catch (Problem taken) {
      listener.ifPresent(Transport.Listener::close);
      throw taken;
    }
  }
}
