package dev.shoal.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Random;

/** One connection of a peer that means no good: raw bytes, and the messages of BEP 3, 6 and 10. */
final class EvilPeer implements AutoCloseable {
  static final int CHOKE = 0;
  static final int UNCHOKE = 1;
  static final int INTERESTED = 2;
  static final int HAVE = 4;
  static final int BITFIELD = 5;
  static final int REQUEST = 6;
  static final int PIECE = 7;
  static final int HAVE_ALL = 14;
  static final int ALLOWED_FAST = 17;
  static final int EXTENDED = 20;

  /** More than anybody may say at once: what a peer reads of others is bounded here as well. */
  private static final int MAX_MESSAGE = 1 << 20;

  /** Longer than anybody has to be silent within these tests. */
  private static final int TIMEOUT_MS = 20_000;

  final Random random = new Random();
  private final Socket socket;
  private final Victim victim;
  private final DataInputStream in;

  /**
   * Whom it is about.
   *
   * @param pieces how many there are, of {@code pieceLength} bytes each
   */
  record Victim(InetSocketAddress at, byte[] infoHash, int pieces, int pieceLength) {}

  /** Over a connection that is there. */
  EvilPeer(Socket socket, Victim victim) throws IOException {
    this.socket = socket;
    this.victim = victim;
    socket.setSoTimeout(TIMEOUT_MS);
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
  }

  Victim victim() {
    return victim;
  }

  /** Exchanges handshakes that promise all extensions, under a name. */
  void handshake(byte[] name) throws IOException {
    ByteBuffer hello = ByteBuffer.allocate(68).put((byte) 19);
    hello.put("BitTorrent protocol".getBytes(ISO_8859_1));
    hello.put(new byte[] {0, 0, 0, 0, 0, 0x10, 0, 0x04}).put(victim.infoHash).put(name);
    raw(hello.array());
    in.readNBytes(68);
  }

  /** Bytes as they are. */
  void raw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A message of an id and numbers. */
  void say(int id, int... numbers) throws IOException {
    raw(message(id, numbers));
  }

  static byte[] message(int id, int... numbers) {
    ByteBuffer payload = ByteBuffer.allocate(4 * numbers.length);
    for (int number : numbers) {
      payload.putInt(number);
    }
    return message(id, payload.array());
  }

  static byte[] message(int id, byte[] payload) {
    return ByteBuffer.allocate(5 + payload.length)
        .putInt(1 + payload.length)
        .put((byte) id)
        .put(payload)
        .array();
  }

  /** An extended message (BEP 10). */
  void extended(int id, String bencoded, byte[] more) throws IOException {
    byte[] text = bencoded.getBytes(ISO_8859_1);
    raw(
        message(
            EXTENDED,
            ByteBuffer.allocate(1 + text.length + more.length)
                .put((byte) id)
                .put(text)
                .put(more)
                .array()));
  }

  /** The next message: its id and payload; a keep-alive is left out. */
  Heard hear() throws IOException {
    int length = 0;
    while (length == 0) {
      length = in.readInt();
    }
    if (length < 0 || length > MAX_MESSAGE) {
      throw new IOException("a message of " + length + " bytes");
    }
    return new Heard(in.read(), ByteBuffer.wrap(in.readNBytes(length - 1)));
  }

  /** Listens until the other side has had enough. */
  void hearAll() throws IOException {
    while (true) {
      hear();
    }
  }

  record Heard(int id, ByteBuffer payload) {}

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
