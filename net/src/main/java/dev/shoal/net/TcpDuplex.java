package dev.shoal.net;

import dev.shoal.base.Locator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A TCP connection. */
final class TcpDuplex implements Duplex {
  private final SocketChannel channel;
  private final Locator.Ip local;
  private final Locator.Ip remote;

  TcpDuplex(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.local = Locator.Ip.of((InetSocketAddress) channel.getLocalAddress());
    this.remote = Locator.Ip.of((InetSocketAddress) channel.getRemoteAddress());
  }

  @Override
  public long read(ByteBuffer[] into) {
    try {
      return channel.read(into);
    } catch (IOException e) {
      throw ConnectionException.of(e);
    }
  }

  @Override
  public void write(ByteBuffer[] from) {
    int first = 0;
    try {
      while (true) {
        while (first < from.length && !from[first].hasRemaining()) {
          first++;
        }
        if (first == from.length) {
          return;
        }
        channel.write(from, first, from.length - first);
      }
    } catch (IOException e) {
      throw ConnectionException.of(e);
    }
  }

  @Override
  public Locator.Ip local() {
    return local;
  }

  @Override
  public Locator.Ip remote() {
    return remote;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException closedAnyway) {
      // The descriptor is released whatever the system says about it.
    }
  }

  @Override
  public String toString() {
    return "TCP " + local + " - " + remote;
  }
}
