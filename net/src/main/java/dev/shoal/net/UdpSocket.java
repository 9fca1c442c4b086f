package dev.shoal.net;

import dev.shoal.base.Locator;
import dev.shoal.base.Problem;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A UDP socket that blocks. Any thread may send; one at a time receives; closing wakes it. */
public final class UdpSocket implements AutoCloseable {
  private final DatagramSocket socket;
  private final Binding binding;

  private UdpSocket(DatagramSocket socket, Binding binding) {
    this.socket = socket;
    this.binding = binding;
  }

  /**
   * A socket, at any free port, to speak with this one only: what others send does not arrive, and
   * that nobody listens there is told at once.
   *
   * @throws ConnectionException if the binding does not allow it
   */
  public static UdpSocket towards(Binding binding, Locator.Ip target) {
    InetSocketAddress source =
        binding
            .sourceFor(target.address())
            .map(address -> new InetSocketAddress(address, 0))
            .orElseGet(() -> new InetSocketAddress(0));
    DatagramSocket socket = null;
    try {
      socket = new DatagramSocket(source);
      socket.connect(target.socketAddress());
      return new UdpSocket(socket, binding);
    } catch (IOException e) {
      if (socket != null) {
        socket.close();
      }
      throw ConnectionException.of(e);
    }
  }

  /**
   * Sockets that listen, one for each address of the binding and all at the same port.
   *
   * @param port 1 to 65535, or 0 for any free one
   * @throws Problem of kind CONFLICT if the port is taken
   */
  public static List<UdpSocket> listen(Binding binding, int port) {
    List<UdpSocket> open = new ArrayList<>();
    int chosen = port;
    try {
      for (InetAddress address : binding.toListenAt()) {
        DatagramSocket socket = new DatagramSocket(chosen, address);
        open.add(new UdpSocket(socket, binding));
        chosen = socket.getLocalPort();
      }
      return List.copyOf(open);
    } catch (IOException e) {
      open.forEach(UdpSocket::close);
      boolean taken = e instanceof BindException;
      throw new Problem(
          taken ? Problem.Kind.CONFLICT : Problem.Kind.NETWORK,
          "UDP port " + chosen + " cannot be opened" + (taken ? ": it is in use" : ""),
          taken ? "choose another port, or 0 for any free one" : "",
          e);
    }
  }

  /** The port of this side. */
  public int port() {
    return socket.getLocalPort();
  }

  /**
   * Sends the remaining bytes as one datagram.
   *
   * @throws ConnectionException if the system or the binding refuses it
   */
  public void send(ByteBuffer datagram, Locator.Ip to) {
    if (!binding.allows(to.address())) {
      throw new ConnectionException("this node is bound to loopback");
    }
    byte[] bytes = new byte[datagram.remaining()];
    datagram.get(bytes);
    try {
      socket.send(new DatagramPacket(bytes, bytes.length, to.socketAddress()));
    } catch (IOException e) {
      throw ConnectionException.of(e);
    }
  }

  /**
   * Waits for a datagram, puts it into the buffer and says who sent it; empty if none came in time.
   * One that is longer than the buffer's remaining bytes counts as none.
   *
   * @throws ConnectionException if this was closed, or nobody listens at the other side
   */
  public Optional<Locator.Ip> receive(ByteBuffer into, Duration timeout) {
    byte[] bytes = new byte[into.remaining() + 1]; // one more shows what was cut off
    DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
    try {
      socket.setSoTimeout(TcpTransport.millis(timeout));
      socket.receive(packet);
    } catch (SocketTimeoutException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw ConnectionException.of(e);
    }
    if (packet.getLength() > into.remaining()) {
      return Optional.empty();
    }
    into.put(bytes, 0, packet.getLength());
    return Optional.of(Locator.Ip.of((InetSocketAddress) packet.getSocketAddress()));
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return socket.isClosed();
  }

  @Override
  public void close() {
    socket.close();
  }
}
