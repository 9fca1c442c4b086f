package dev.shoal.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Made-up peers that announce to a tracker over UDP (BEP 15), at each of some addresses one after
 * the other, until they are told to end or nobody answers. Written without Shoal's own code so that
 * the two can disagree.
 */
final class Announcers implements AutoCloseable {
  /** In each round of announces others. */
  private static final int TORRENTS = 400;

  private static final int ADDRESSES = 8;

  /** At each address: so many in all that a tracker names those of a torrent in one answer. */
  private static final int PEERS = 8000;

  private static final int FIRST_PORT = 1024;
  private static final long PAUSE = Duration.ofMillis(1).toNanos();
  private static final int PATIENCE_MILLIS = 1000;
  private static final int TRIES = 3;

  private static final long PROTOCOL = 0x41727101980L;
  private static final int CONNECT = 0;
  private static final int ANNOUNCE = 1;
  private static final int STARTED = 2;
  private static final int STOPPED = 3;
  private static final int MANY = 200;
  private static final int HEAD = 20; // of an answer to an announce; then 6 bytes a peer

  /** A peer of a torrent, at one of the addresses. */
  record Peer(int torrent, int address, int port) {}

  private final Set<Peer> answered = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;

  /** Begins to announce; {@code round}: other torrents in each. */
  Announcers(InetSocketAddress tracker, int round) {
    for (int address = 1; address <= ADDRESSES; address++) {
      int here = address;
      threads.add(Thread.ofPlatform().start(() -> announce(tracker, round, here)));
    }
  }

  /** Those whose announce was answered so far. */
  Set<Peer> answered() {
    return answered;
  }

  private void announce(InetSocketAddress tracker, int round, int address) {
    try (Talk talk = new Talk(tracker, address)) {
      for (int i = 0; i < PEERS && !closed; i++) {
        Peer peer = new Peer(round * TORRENTS + i % TORRENTS, address, FIRST_PORT + i);
        talk.announce(peer, STARTED, 0);
        answered.add(peer);
        LockSupport.parkNanos(PAUSE); // no faster than the machine bears beside other tests
      }
    } catch (PortUnreachableException | SocketTimeoutException ended) {
      return;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** All peers of the first round that a tracker has: one more asks for those of each torrent. */
  static Set<Peer> known(InetSocketAddress tracker) {
    Set<Peer> known = new HashSet<>();
    try (Talk talk = new Talk(tracker, ADDRESSES + 1)) {
      for (int torrent = 0; torrent < TORRENTS; torrent++) {
        Peer asker = new Peer(torrent, ADDRESSES + 1, 1);
        ByteBuffer answer = talk.announce(asker, STARTED, MANY).position(HEAD);
        while (answer.hasRemaining()) {
          int address = answer.getInt() & 0xFF;
          known.add(new Peer(torrent, address, Short.toUnsignedInt(answer.getShort())));
        }
        talk.announce(asker, STOPPED, 0);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return known;
  }

  /** Ends, and waits until no answer can come any more. */
  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException stopped) {
        throw new AssertionError(stopped);
      }
    }
  }

  /** One address, and its connection id. */
  private static final class Talk implements AutoCloseable {
    private final DatagramSocket socket;
    private final byte[] in = new byte[2048];
    private long connection;
    private int transaction;

    Talk(InetSocketAddress tracker, int address) throws IOException {
      socket =
          new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.1." + address), 0));
      socket.connect(tracker);
      socket.setSoTimeout(PATIENCE_MILLIS);
      connection = ask(head(PROTOCOL, CONNECT, 16)).getLong(8);
    }

    ByteBuffer announce(Peer peer, int event, int wanted) throws IOException {
      ByteBuffer request = head(connection, ANNOUNCE, 98);
      request.putInt(16, 0x53484F41).putInt(32, peer.torrent()); // the info-hash
      request.putInt(36, 0x2D585830).putInt(52, peer.port()); // the id
      request.putLong(64, peer.port() % 2).putInt(80, event); // every second one is a seed
      return ask(request.putInt(92, wanted).putShort(96, (short) peer.port()));
    }

    private ByteBuffer head(long id, int action, int length) {
      return ByteBuffer.allocate(length).putLong(0, id).putInt(8, action).putInt(12, ++transaction);
    }

    private ByteBuffer ask(ByteBuffer request) throws IOException {
      DatagramPacket packet =
          new DatagramPacket(request.array(), request.arrayOffset(), request.capacity());
      for (int i = 1; true; i++) {
        socket.send(packet);
        try {
          return answer(request.getInt(8));
        } catch (SocketTimeoutException lost) {
          if (i == TRIES) {
            throw lost;
          }
        }
      }
    }

    private ByteBuffer answer(int action) throws IOException {
      while (true) {
        DatagramPacket packet = new DatagramPacket(in, in.length);
        socket.receive(packet);
        ByteBuffer answer = ByteBuffer.wrap(in, 0, packet.getLength());
        if (answer.getInt(4) == transaction) {
          if (answer.getInt(0) != action) {
            throw new AssertionError("not an answer to " + action + " but " + answer.getInt(0));
          }
          return answer;
        }
      }
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
