package dev.shoal.net.server;

import dev.shoal.base.Endpoint;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A server on Linux that takes up to 64 datagrams with one system call and sends their answers with
 * another. With one datagram at a time it costs what {@link ChannelServer} does.
 */
final class BatchServer implements DatagramServer {
  private static final int BATCH = 64;

  /** A {@code struct mmsghdr}: where its fields lie. */
  private static final class Message {
    static final int BYTES = 64;
    static final int NAME = 0;
    static final int NAME_LENGTH = 8;
    static final int VECTOR = 16;
    static final int VECTORS = 24;
    static final int CONTROL = 32;
    static final int CONTROL_LENGTH = 40;
    static final int LENGTH = 56; // of what was received

    private Message() {}
  }

  /**
   * A {@code struct cmsghdr} with what the system tells of the address that a datagram was sent to
   * (RFC 3542 6.1). The same, sent with the answer, has it come from there; of itself the system
   * chooses any address of the machine, and who asked takes no answer from another one.
   */
  private static final class Arrival {
    static final int BYTES = 40; // in6_pktinfo: address 16, interface 4; in_pktinfo takes less
    static final int LEVEL = 8;
    static final int V4_INTERFACE = 16;
    static final int V6_INTERFACE = 32;

    private Arrival() {}
  }

  private static final int VECTOR_BYTES = 16; // struct iovec: address, length
  private static final int NAME_BYTES = 32; // a sockaddr_in6 and four to align
  private static final ValueLayout.OfLong POINTER = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt NUMBER = ValueLayout.JAVA_INT;

  private final int socket;
  private final int port;
  private final boolean anyAddress;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean serving = new AtomicBoolean();

  private BatchServer(int socket, int port, boolean anyAddress) {
    this.socket = socket;
    this.port = port;
    this.anyAddress = anyAddress;
  }

  static BatchServer open(InetSocketAddress at, boolean shared, int receiveBuffer)
      throws IOException {
    if (!at.getAddress().isAnyLocalAddress()) {
      return open(at, at.getAddress() instanceof Inet6Address, shared, receiveBuffer);
    }
    try { // that of IPv6 stands for both
      return open(at, true, shared, receiveBuffer);
    } catch (IOException noIpv6) {
      return open(at, false, shared, receiveBuffer);
    }
  }

  /** The server on a socket that is open and bound already. */
  static BatchServer adopt(int socket) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LinuxCalls.errno(arena);
      try {
        int arrival = LinuxCalls.IPV6_RECVPKTINFO;
        LinuxCalls.set(errno, socket, LinuxCalls.IPPROTO_IPV6, arrival, 1);
      } catch (IOException itIsOfIpv4) {
        LinuxCalls.set(errno, socket, LinuxCalls.IPPROTO_IP, LinuxCalls.IP_PKTINFO, 1);
      }
      return new BatchServer(socket, LinuxCalls.port(errno, socket), true);
    }
  }

  private static BatchServer open(
      InetSocketAddress at, boolean v6, boolean shared, int receiveBuffer) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LinuxCalls.errno(arena);
      int family = v6 ? LinuxCalls.AF_INET6 : LinuxCalls.AF_INET;
      int socket =
          LinuxCalls.socket(errno, family, LinuxCalls.SOCK_DGRAM | LinuxCalls.SOCK_CLOEXEC);
      try {
        if (shared) {
          LinuxCalls.set(errno, socket, LinuxCalls.SOL_SOCKET, LinuxCalls.SO_REUSEPORT, 1);
        }
        boolean any = at.getAddress().isAnyLocalAddress();
        int level = v6 ? LinuxCalls.IPPROTO_IPV6 : LinuxCalls.IPPROTO_IP;
        if (v6) {
          LinuxCalls.set(errno, socket, level, LinuxCalls.IPV6_V6ONLY, any ? 0 : 1);
        }
        if (any) {
          int arrival = v6 ? LinuxCalls.IPV6_RECVPKTINFO : LinuxCalls.IP_PKTINFO;
          LinuxCalls.set(errno, socket, level, arrival, 1);
        }
        LinuxCalls.set(errno, socket, LinuxCalls.SOL_SOCKET, LinuxCalls.SO_RCVBUF, receiveBuffer);
        byte[] address = SocketAddresses.bytes(at, v6);
        LinuxCalls.bind(errno, socket, arena.allocateFrom(ValueLayout.JAVA_BYTE, address));
        return new BatchServer(socket, LinuxCalls.port(errno, socket), any);
      } catch (IOException e) {
        LinuxCalls.close(errno, socket);
        throw e;
      }
    }
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void serve(Answerer answerer) {
    serving.set(true);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LinuxCalls.errno(arena);
      Batch batch = new Batch(arena, anyAddress);
      while (!closed.get()) {
        int came = LinuxCalls.receive(errno, socket, batch.received, BATCH);
        int answers = came > 0 && !closed.get() ? batch.answer(came, answerer) : 0;
        for (int sent = 0; sent < answers; ) {
          MemorySegment rest = batch.toSend.asSlice((long) sent * Message.BYTES);
          int left = LinuxCalls.send(errno, socket, rest, answers - sent);
          sent += Math.max(1, left); // one that cannot be sent is passed over
        }
      }
      LinuxCalls.close(errno, socket);
    }
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment errno = LinuxCalls.errno(arena);
      if (serving.get()) {
        LinuxCalls.shutdown(errno, socket);
      } else {
        LinuxCalls.close(errno, socket);
      }
    }
  }

  /** The memory of a batch: what the system reads and writes, and the same as buffers. */
  private static final class Batch {
    final MemorySegment received;
    final MemorySegment toSend;
    private final MemorySegment sendVectors;
    private final MemorySegment names;
    private final ByteBuffer nameBytes;
    private final MemorySegment arrivals;
    private final int arrivalBytes; // 0: all arrive at the one address of the socket
    private final ByteBuffer[] in = new ByteBuffer[BATCH];
    private final ByteBuffer[] out = new ByteBuffer[BATCH];

    Batch(Arena arena, boolean anyAddress) {
      received = arena.allocate((long) BATCH * Message.BYTES, Long.BYTES);
      toSend = arena.allocate((long) BATCH * Message.BYTES, Long.BYTES);
      names = arena.allocate((long) BATCH * NAME_BYTES, Long.BYTES);
      nameBytes = names.asByteBuffer();
      arrivals = arena.allocate((long) BATCH * Arrival.BYTES, Long.BYTES);
      arrivalBytes = anyAddress ? Arrival.BYTES : 0;
      MemorySegment vectors = arena.allocate((long) BATCH * VECTOR_BYTES, Long.BYTES);
      sendVectors = arena.allocate((long) BATCH * VECTOR_BYTES, Long.BYTES);
      for (int i = 0; i < BATCH; i++) {
        in[i] = connect(arena, received, vectors, i);
        out[i] = connect(arena, toSend, sendVectors, i);
        received.set(POINTER, at(i, Message.NAME), names.address() + (long) i * NAME_BYTES);
        expect(i);
      }
    }

    /** Says how much room there is for a message that is yet to come. */
    private void expect(int message) {
      received.set(NUMBER, at(message, Message.NAME_LENGTH), SocketAddresses.MOST_BYTES);
      if (arrivalBytes > 0) {
        long arrival = arrivals.address() + (long) message * Arrival.BYTES;
        received.set(POINTER, at(message, Message.CONTROL), arrival);
        received.set(POINTER, at(message, Message.CONTROL_LENGTH), arrivalBytes);
      }
    }

    /** Has an answer come from where the message it answers went to. */
    private void sendFrom(int message, int answer) {
      long length = received.get(POINTER, at(message, Message.CONTROL_LENGTH));
      if (length > 0) {
        long at = (long) message * Arrival.BYTES;
        boolean v6 = arrivals.get(NUMBER, at + Arrival.LEVEL) == LinuxCalls.IPPROTO_IPV6;
        // Not by that interface as well: which way it goes is for the routes to say.
        arrivals.set(NUMBER, at + (v6 ? Arrival.V6_INTERFACE : Arrival.V4_INTERFACE), 0);
      }
      long arrival = received.get(POINTER, at(message, Message.CONTROL));
      toSend.set(POINTER, at(answer, Message.CONTROL), arrival);
      toSend.set(POINTER, at(answer, Message.CONTROL_LENGTH), length);
    }

    private static long at(int message, int field) {
      return (long) message * Message.BYTES + field;
    }

    /** Gives a message memory for its bytes. */
    private static ByteBuffer connect(
        Arena arena, MemorySegment messages, MemorySegment vectors, int message) {
      MemorySegment bytes = arena.allocate(MOST_BYTES, Long.BYTES);
      long vector = (long) message * VECTOR_BYTES;
      vectors.set(POINTER, vector, bytes.address());
      vectors.set(POINTER, vector + Long.BYTES, MOST_BYTES);
      messages.set(POINTER, at(message, Message.VECTOR), vectors.address() + vector);
      messages.set(POINTER, at(message, Message.VECTORS), 1);
      return bytes.asByteBuffer();
    }

    /** Answers what came; how many answers stand ready to be sent. */
    int answer(int came, Answerer answerer) {
      int answers = 0;
      for (int i = 0; i < came; i++) {
        int length = received.get(NUMBER, at(i, Message.LENGTH));
        Endpoint from = SocketAddresses.endpoint(nameBytes, i * NAME_BYTES);
        ByteBuffer bytes = out[answers];
        if (answerer.answer(in[i].clear().limit(length), from, bytes.clear())) {
          int nameLength = received.get(NUMBER, at(i, Message.NAME_LENGTH));
          toSend.set(POINTER, at(answers, Message.NAME), names.address() + (long) i * NAME_BYTES);
          toSend.set(NUMBER, at(answers, Message.NAME_LENGTH), nameLength);
          sendVectors.set(POINTER, (long) answers * VECTOR_BYTES + Long.BYTES, bytes.remaining());
          sendFrom(i, answers);
          answers++;
        }
        expect(i);
      }
      return answers;
    }
  }
}
