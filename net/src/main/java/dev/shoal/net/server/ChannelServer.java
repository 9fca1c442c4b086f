package dev.shoal.net.server;

import dev.shoal.base.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;

/** A server that works on every system, with two system calls a datagram. */
final class ChannelServer implements DatagramServer {
  private final DatagramChannel channel;
  private final int port;

  private ChannelServer(DatagramChannel channel) throws IOException {
    this.channel = channel;
    this.port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
  }

  static ChannelServer open(InetSocketAddress at, boolean shared, int receiveBuffer)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    try {
      channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
      if (shared) {
        channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      }
      return new ChannelServer(channel.bind(at));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void serve(Answerer answerer) {
    ByteBuffer in = ByteBuffer.allocateDirect(MOST_BYTES);
    ByteBuffer out = ByteBuffer.allocateDirect(MOST_BYTES);
    while (channel.isOpen()) {
      try {
        SocketAddress from = channel.receive(in.clear());
        if (from instanceof InetSocketAddress address
            && answerer.answer(
                in.flip(), Endpoint.of(address.getAddress(), address.getPort()), out.clear())) {
          channel.send(out, from);
        }
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException oneDatagram) {
        // It cannot be answered; the next one can.
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException nothingToSave) {
      // It is of no use any more anyway.
    }
  }
}
