package dev.shoal.net;

import dev.shoal.base.Locator;
import dev.shoal.base.Problem;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A UDP port that several protocols share: the first bytes of a datagram decide who gets it. It has
 * a socket for each address of the binding. Any thread may send; what arrives is handed over on one
 * virtual thread a socket, which waits for nothing else.
 */
public final class DatagramPort implements AutoCloseable {
  /** More than any of its protocols sends in one datagram, and than most links carry. */
  public static final int MAX_LENGTH = 2048;

  /** Room for a burst while the thread that receives does not run; the system may give less. */
  private static final int BUFFER = 1 << 20;

  /**
   * First bytes, and who takes the datagrams that begin so.
   *
   * @param prefix none: takes what nobody else does
   * @param takes may read the buffer, whose remaining bytes are the datagram, during the call
   */
  public record Entrance(byte[] prefix, BiConsumer<ByteBuffer, Locator.Ip> takes) {
    public Entrance {
      prefix = prefix.clone();
    }
  }

  private record Socket(DatagramChannel channel, InetAddress at) {
    boolean reaches(InetAddress target) {
      return at.isAnyLocalAddress() || at instanceof Inet4Address == target instanceof Inet4Address;
    }
  }

  private final Binding binding;
  private final List<Socket> sockets;

  private DatagramPort(Binding binding, List<Socket> sockets) {
    this.binding = binding;
    this.sockets = List.copyOf(sockets);
  }

  /**
   * Opens sockets for all addresses of the binding at one port; nothing is received yet.
   *
   * @param port 1 to 65535, or 0 for any free one
   * @throws Problem of kind CONFLICT if the port is taken
   */
  public static DatagramPort open(Binding binding, int port) {
    List<Socket> open = new ArrayList<>();
    int chosen = port;
    try {
      for (InetAddress address : binding.toListenAt()) {
        DatagramChannel channel = DatagramChannel.open();
        open.add(new Socket(channel, address));
        channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
        channel.bind(new InetSocketAddress(address, chosen));
        chosen = ((InetSocketAddress) channel.getLocalAddress()).getPort();
      }
      return new DatagramPort(binding, open);
    } catch (IOException e) {
      open.forEach(DatagramPort::close);
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
    return sockets.getFirst().channel.socket().getLocalPort();
  }

  /** Begins to receive: each datagram goes to the entrance with the longest prefix it has. */
  public void receive(List<Entrance> entrances) {
    List<Entrance> all = List.copyOf(entrances);
    for (Socket socket : sockets) {
      Thread.ofVirtual().name("datagrams").start(() -> receive(socket.channel, all));
    }
  }

  private static void receive(DatagramChannel channel, List<Entrance> entrances) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_LENGTH + 1); // one more shows what was cut
    while (channel.isOpen()) {
      receive(channel, buffer.clear())
          .filter(from -> from.port() != 0 && buffer.flip().limit() <= MAX_LENGTH)
          .ifPresent(from -> handOver(buffer, from, entrances));
    }
  }

  private static Optional<Locator.Ip> receive(DatagramChannel channel, ByteBuffer into) {
    try {
      return Optional.of(Locator.Ip.of((InetSocketAddress) channel.receive(into)));
    } catch (IOException overOrAnAnswerToSomethingSentBefore) {
      return Optional.empty();
    }
  }

  private static void handOver(ByteBuffer datagram, Locator.Ip from, List<Entrance> entrances) {
    Optional<Entrance> best = Optional.empty();
    for (Entrance entrance : entrances) {
      int length = entrance.prefix.length;
      if (length <= datagram.limit()
          && datagram.slice(0, length).equals(ByteBuffer.wrap(entrance.prefix))
          && (best.isEmpty() || length > best.get().prefix.length)) {
        best = Optional.of(entrance);
      }
    }
    best.ifPresent(entrance -> entrance.takes.accept(datagram, from));
  }

  /** Sends the remaining bytes as one datagram, if the binding and the system allow it. */
  public void send(ByteBuffer datagram, Locator.Ip to) {
    Optional<Socket> socket =
        binding.allows(to.address()) ? towards(to.address()) : Optional.empty();
    if (socket.isPresent() && to.port() != 0) {
      try {
        socket.get().channel.send(datagram, to.socketAddress());
      } catch (IOException lost) {
        return; // as any datagram may be
      }
    }
  }

  /** Whether this address can be sent to. */
  public boolean reaches(InetAddress address) {
    return binding.allows(address) && towards(address).isPresent();
  }

  /** The socket with an address as near as the target, of those of its family. */
  private Optional<Socket> towards(InetAddress target) {
    Nearness near = Nearness.of(target);
    return sockets.stream()
        .filter(socket -> socket.reaches(target))
        .max(Comparator.comparing(socket -> Nearness.of(socket.at) == near));
  }

  private static void close(Socket socket) {
    try {
      socket.channel.close();
    } catch (IOException itIsOfNoUseAnyMore) {
      return;
    }
  }

  @Override
  public void close() {
    sockets.forEach(DatagramPort::close);
  }
}
