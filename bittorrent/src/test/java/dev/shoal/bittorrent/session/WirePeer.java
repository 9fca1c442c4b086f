package dev.shoal.bittorrent.session;

import dev.shoal.base.Hash;
import dev.shoal.base.Locator;
import dev.shoal.bittorrent.extension.ExtensionHandshake;
import dev.shoal.bittorrent.handshake.Handshake;
import dev.shoal.bittorrent.wire.PeerMessage;
import dev.shoal.bittorrent.wire.WireCodec;
import dev.shoal.testkit.Noise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** A peer played by a test, message by message, over a real socket; it has and wants nothing. */
final class WirePeer implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final byte[] reserved; // what the other side said of itself
  private ByteBuffer in = ByteBuffer.allocate(1 << 16).limit(0);

  private WirePeer(Socket socket, Hash infoHash, int seed) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    byte[] id = new Noise(seed).bytes(20);
    Handshake own = new Handshake(true, true, true, infoHash, id);
    socket.getOutputStream().write(own.encode().array());
    byte[] theirs = socket.getInputStream().readNBytes(Handshake.LENGTH);
    this.reserved = Arrays.copyOfRange(theirs, 20, 28);
  }

  /** Dials a host. */
  static WirePeer dial(LoopbackHost host, Hash infoHash, int seed) throws IOException {
    Locator.Ip to = host.ports().listening().getFirst();
    return new WirePeer(new Socket(to.address(), to.port()), infoHash, seed);
  }

  /** Takes the next connection that somebody makes. */
  static WirePeer accept(ServerSocket listening, Hash infoHash, int seed) throws IOException {
    return new WirePeer(listening.accept(), infoHash, seed);
  }

  /** Where connections for {@link #accept} may be made. */
  static ServerSocket listen() throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** Whether the other side says that it takes part in the DHT (BEP 5). */
  boolean saidDht() {
    return (reserved[7] & 1) != 0;
  }

  /** Says where it listens. */
  void sayHello(int port) throws IOException {
    send(new PeerMessage.HaveNone());
    byte[] hello = ExtensionHandshake.own("test", 100, port).encode();
    send(new PeerMessage.Extended(0, hello));
  }

  void send(PeerMessage message) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(WireCodec.size(message));
    WireCodec.encode(message, out);
    socket.getOutputStream().write(out.array());
  }

  /** The next message; empty at the end. */
  Optional<PeerMessage> next() throws IOException {
    while (true) {
      Optional<PeerMessage> message = WireCodec.decode(in);
      if (message.isPresent()) {
        return message;
      }
      byte[] some = new byte[1 << 12];
      int count = read(some);
      if (count < 0) {
        return Optional.empty();
      }
      ByteBuffer more = ByteBuffer.allocate(in.remaining() + count);
      in = more.put(in).put(some, 0, count).flip();
    }
  }

  private int read(byte[] into) throws IOException {
    try {
      return socket.getInputStream().read(into);
    } catch (SocketException reset) {
      return -1; // what this side sent last was not read
    }
  }

  /** The payload of the next extended message of that number. */
  byte[] extended(int id) throws IOException {
    while (true) {
      if (next().orElseThrow() instanceof PeerMessage.Extended(int its, byte[] payload)
          && its == id) {
        return payload;
      }
    }
  }

  /** What the other side says that it speaks. */
  ExtensionHandshake hello() throws IOException {
    return ExtensionHandshake.decode(extended(0));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
