package dev.shoal.world;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A machine on a {@link VirtualNetwork}: one address, one line, its ports and its streams. */
public final class VirtualHost {
  /** Ports from here on are given to those who dial (RFC 6335, section 6). */
  private static final int DYNAMIC_PORT = 49_152;

  private static final int PORT_MAX = 65_535;

  private final VirtualNetwork network;
  private final InetAddress address;
  private final Uplink uplink;
  private final Downlink downlink;
  private final Map<Integer, Consumer<VirtualPipe>> listeners = new HashMap<>();
  private final Map<Integer, VirtualSocket> sockets = new HashMap<>();
  private final Set<VirtualPipe> pipes = new LinkedHashSet<>();
  private int nextPort = DYNAMIC_PORT;
  private boolean up = true;
  private long sent;
  private long received;

  VirtualHost(VirtualNetwork network, InetAddress address, Rates line) {
    this.network = network;
    this.address = address;
    this.uplink = new Uplink(network.time(), line.up());
    this.downlink = new Downlink(network.time(), line.down());
  }

  /** What becomes of a dial; one of the two is called, once. */
  public interface Dialled {
    /** The other side is there. */
    void onConnected(VirtualPipe pipe);

    /** It is not. */
    void onFailed(Failure why);
  }

  /** Why there is no stream. */
  public enum Failure {
    /** The host is there, and nobody listens at the port. */
    REFUSED,
    /** No answer came in time. */
    TIMEOUT
  }

  /** The address of this host. */
  public InetAddress address() {
    return address;
  }

  /** Accepts streams at a port; each is handed over once its first round trip is done. */
  public void listen(int port, Consumer<VirtualPipe> accepted) {
    if (listeners.putIfAbsent(port, accepted) != null) {
      throw new IllegalArgumentException("taken: " + at(port));
    }
  }

  /** Accepts no more streams at a port. */
  public void stopListening(int port) {
    listeners.remove(port);
  }

  /** Makes a stream to somewhere, trying as TCP does until the time is over. */
  public void dial(Locator.Ip to, long timeoutNanos, Dialled outcome) {
    new Dial(this, to, outcome).start(timeoutNanos);
  }

  /** Opens a port for datagrams. */
  public VirtualSocket open(int port, VirtualSocket.Handler handler) {
    VirtualSocket socket = new VirtualSocket(this, at(port), handler);
    if (sockets.putIfAbsent(port, socket) != null) {
      throw new IllegalArgumentException("taken: " + at(port));
    }
    return socket;
  }

  /** The process ends at once, the machine stays: its streams are reset, its ports closed. */
  public void crash() {
    listeners.clear();
    sockets.clear();
    List.copyOf(pipes).forEach(VirtualPipe::reset);
  }

  /** The machine is gone without a word: nothing passes, and nobody is told. */
  public void vanish() {
    up = false;
    listeners.clear();
    sockets.clear();
    List.copyOf(pipes).forEach(VirtualPipe::finish);
  }

  /** The machine is back, with nothing open. */
  public void restart() {
    up = true;
  }

  /** Whether the machine is on. */
  public boolean isUp() {
    return up;
  }

  /** Bytes of payload that left this host, those sent again included. */
  public long sentBytes() {
    return sent;
  }

  /** Bytes of payload that came to this host. */
  public long receivedBytes() {
    return received;
  }

  Locator.Ip at(int port) {
    return new Locator.Ip(address, port);
  }

  int dynamicPort() {
    int port = nextPort;
    nextPort = port == PORT_MAX ? DYNAMIC_PORT : port + 1;
    return port;
  }

  Optional<Consumer<VirtualPipe>> listener(int port) {
    return Optional.ofNullable(listeners.get(port));
  }

  Optional<VirtualSocket> socket(int port) {
    return Optional.ofNullable(sockets.get(port));
  }

  void close(VirtualSocket socket) {
    sockets.remove(socket.local().port(), socket);
  }

  Set<VirtualPipe> pipes() {
    return pipes;
  }

  VirtualNetwork network() {
    return network;
  }

  Uplink uplink() {
    return uplink;
  }

  Downlink downlink() {
    return downlink;
  }

  void countSent(int bytes) {
    sent += bytes;
  }

  void countReceived(int bytes) {
    received += bytes;
  }
}
