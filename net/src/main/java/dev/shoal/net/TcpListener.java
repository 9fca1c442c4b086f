package dev.shoal.net;

import dev.shoal.base.Problem;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** One port on each address of a binding, with a virtual thread for each that accepts. */
final class TcpListener implements Transport.Listener {
  /** How often another free port is tried if the first is taken on one of several addresses. */
  private static final int ATTEMPTS = 16;

  /**
   * After a failed accept, most likely for want of descriptors: do not spin until some are back.
   */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final List<ServerSocketChannel> channels;
  private final List<Thread> acceptors = new ArrayList<>();
  private final int port;

  private TcpListener(List<ServerSocketChannel> channels, int port) {
    this.channels = List.copyOf(channels);
    this.port = port;
  }

  static TcpListener open(Binding binding, int port, Consumer<Duplex> accepted) {
    int attempts = port == 0 ? ATTEMPTS : 1;
    IOException taken = new BindException();
    for (int i = 0; i < attempts; i++) {
      try {
        TcpListener listener = bind(binding, port);
        for (ServerSocketChannel channel : listener.channels) {
          listener.acceptors.add(
              Thread.ofVirtual().name("accept").start(() -> acceptAll(channel, accepted)));
        }
        return listener;
      } catch (BindException e) {
        taken = e;
      } catch (IOException e) {
        throw new Problem(Problem.Kind.NETWORK, "no port can be opened: " + e, "", e);
      }
    }
    throw new Problem(
        Problem.Kind.CONFLICT,
        "port " + port + " cannot be opened: it is in use",
        "choose another with --port, or --port 0 for any free one",
        taken);
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void close() {
    close(channels);
    try {
      for (Thread acceptor : acceptors) {
        acceptor.join(); // a port is open as long as somebody still waits at it
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static TcpListener bind(Binding binding, int port) throws IOException {
    List<ServerSocketChannel> open = new ArrayList<>();
    try {
      int chosen = port;
      for (InetAddress address : binding.toListenAt()) {
        ServerSocketChannel channel = ServerSocketChannel.open();
        open.add(channel);
        channel.bind(new InetSocketAddress(address, chosen));
        chosen = ((InetSocketAddress) channel.getLocalAddress()).getPort();
      }
      return new TcpListener(open, chosen);
    } catch (IOException e) {
      close(open);
      throw e;
    }
  }

  private static void acceptAll(ServerSocketChannel channel, Consumer<Duplex> accepted) {
    while (channel.isOpen()) {
      try {
        SocketChannel connection = channel.accept();
        Thread.ofVirtual().name("accepted").start(() -> hand(connection, accepted));
      } catch (IOException e) {
        if (channel.isOpen()) {
          LockSupport.parkNanos(PAUSE.toNanos());
        }
      }
    }
  }

  private static void hand(SocketChannel connection, Consumer<Duplex> accepted) {
    try {
      accepted.accept(TcpTransport.of(connection));
    } catch (ConnectionException itIsGone) {
      // Strangers come and go; whoever takes it closes it.
    }
  }

  private static void close(List<ServerSocketChannel> channels) {
    for (ServerSocketChannel channel : channels) {
      try {
        channel.close();
      } catch (IOException closedAnyway) {
        // The port is free whatever the system says about it.
      }
    }
  }
}
