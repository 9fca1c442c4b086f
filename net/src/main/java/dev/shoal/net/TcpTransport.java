package dev.shoal.net;

import dev.shoal.base.Locator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * TCP, by blocking channels that virtual threads wait on. The sizes of the socket buffers are left
 * to the kernel, which adapts them to the path; setting them would switch that off.
 */
public final class TcpTransport implements Transport {
  private final Binding binding;

  /** TCP that keeps to the binding. */
  public TcpTransport(Binding binding) {
    this.binding = binding;
  }

  @Override
  public Duplex dial(Locator.Ip to, Duration timeout) {
    Optional<InetSocketAddress> source =
        binding.sourceFor(to.address()).map(address -> new InetSocketAddress(address, 0));
    if (to.port() == 0) {
      throw new ConnectionException("there is no port 0");
    }
    SocketChannel channel = null;
    try {
      channel = SocketChannel.open();
      if (source.isPresent()) {
        channel.bind(source.get());
      }
      channel.socket().connect(to.socketAddress(), millis(timeout));
      return of(channel);
    } catch (IOException e) {
      closeQuietly(channel);
      throw ConnectionException.of(e);
    }
  }

  @Override
  public Listener listen(int port, Consumer<Duplex> accepted) {
    return TcpListener.open(binding, port, accepted);
  }

  /** The connection that this channel is; it is closed if it is broken already. */
  static Duplex of(SocketChannel channel) {
    try {
      // Requests and small messages must not wait for the answer to earlier ones (Nagle).
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      return new TcpDuplex(channel);
    } catch (IOException e) {
      closeQuietly(channel);
      throw ConnectionException.of(e);
    }
  }

  /** At least a millisecond, as 0 means for ever to a socket. */
  static int millis(Duration timeout) {
    return Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE);
  }

  private static void closeQuietly(@Nullable SocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException nothingToSave) {
      // It was of no use anyway.
    }
  }
}
