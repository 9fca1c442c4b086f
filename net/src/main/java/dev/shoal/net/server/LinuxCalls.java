package dev.shoal.net.server;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The system calls of Linux that Java has no class for, by the foreign-function API: {@code
 * recvmmsg(2)} and {@code sendmmsg(2)}, and those that make the sockets they need. Numbers and
 * layouts are those of the 64-bit ABIs, the same on x86-64 and AArch64.
 */
@SuppressWarnings(
    "restricted") // native calls are what this class is for; the rest of Shoal has none
final class LinuxCalls {
  static final int AF_INET = 2;
  static final int AF_INET6 = 10;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_CLOEXEC = 0x80000;
  static final int SOCK_STREAM = 1;
  static final int SOL_SOCKET = 1;
  static final int SO_TYPE = 3;
  static final int SO_RCVBUF = 8;
  static final int SO_REUSEPORT = 15;
  static final int IPPROTO_IP = 0;
  static final int IP_PKTINFO = 8;
  static final int IPPROTO_IPV6 = 41;
  static final int IPV6_V6ONLY = 26;
  static final int IPV6_RECVPKTINFO = 49;
  static final int MSG_WAITFORONE = 0x10000;
  static final int SHUT_RD = 0;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MemoryLayout ERRNO = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO_VALUE =
      ERRNO.varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle SOCKET = handle("socket", JAVA_INT, JAVA_INT, JAVA_INT);
  private static final MethodHandle SETSOCKOPT =
      handle("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle BIND = handle("bind", JAVA_INT, ADDRESS, JAVA_INT);
  private static final MethodHandle GETSOCKNAME = handle("getsockname", JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle GETSOCKOPT =
      handle("getsockopt", JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle DUP2 = handle("dup2", JAVA_INT, JAVA_INT);
  private static final MethodHandle SHUTDOWN = handle("shutdown", JAVA_INT, JAVA_INT);
  private static final MethodHandle CLOSE = handle("close", JAVA_INT);
  private static final MethodHandle RECVMMSG =
      handle("recvmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT, ADDRESS);
  private static final MethodHandle SENDMMSG =
      handle("sendmmsg", JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT);

  private LinuxCalls() {}

  /** Whether they can be called here at all. */
  static boolean areThere() {
    return System.getProperty("os.name").equals("Linux")
        && ADDRESS.byteSize() == Long.BYTES
        && LINKER.defaultLookup().find("recvmmsg").isPresent();
  }

  private static MethodHandle handle(String name, MemoryLayout... parameters) {
    MemorySegment function =
        LINKER.defaultLookup().find(name).orElseThrow(() -> new UnsatisfiedLinkError(name));
    return LINKER.downcallHandle(
        function,
        FunctionDescriptor.of(JAVA_INT, parameters),
        Linker.Option.captureCallState("errno"));
  }

  /** Memory for the number of an error. */
  static MemorySegment errno(Arena arena) {
    return arena.allocate(ERRNO);
  }

  /** The number of the last error. */
  static int value(MemorySegment errno) {
    return (int) ERRNO_VALUE.get(errno, 0L);
  }

  static int socket(MemorySegment errno, int family, int type) throws IOException {
    try {
      return checked((int) SOCKET.invokeExact(errno, family, type, 0), errno, "socket");
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  static void set(MemorySegment errno, int socket, int level, int option, int value)
      throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment number = arena.allocateFrom(JAVA_INT, value);
      int size = Integer.BYTES;
      int result = (int) SETSOCKOPT.invokeExact(errno, socket, level, option, number, size);
      checked(result, errno, "setsockopt");
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  static void bind(MemorySegment errno, int socket, MemorySegment address) throws IOException {
    try {
      int result = (int) BIND.invokeExact(errno, socket, address, (int) address.byteSize());
      checked(result, errno, "bind");
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  /** The port, which stands in the same place of the addresses of both families. */
  static int port(MemorySegment errno, int socket) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(SocketAddresses.MOST_BYTES);
      MemorySegment length = arena.allocateFrom(JAVA_INT, (int) address.byteSize());
      checked((int) GETSOCKNAME.invokeExact(errno, socket, address, length), errno, "getsockname");
      return SocketAddresses.port(address.asByteBuffer());
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  /** SOCK_STREAM, SOCK_DGRAM or another. */
  static int type(MemorySegment errno, int socket) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment type = arena.allocate(JAVA_INT);
      MemorySegment length = arena.allocateFrom(JAVA_INT, Integer.BYTES);
      int result = (int) GETSOCKOPT.invokeExact(errno, socket, SOL_SOCKET, SO_TYPE, type, length);
      checked(result, errno, "getsockopt");
      return type.get(JAVA_INT, 0);
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  /** Makes one file descriptor stand for what another one does. */
  static void dup2(MemorySegment errno, int from, int to) throws IOException {
    try {
      checked((int) DUP2.invokeExact(errno, from, to), errno, "dup2");
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  /** Wakes whoever waits for a datagram; that it is not connected is no error worth a word. */
  static void shutdown(MemorySegment errno, int socket) {
    try {
      int _ = (int) SHUTDOWN.invokeExact(errno, socket, SHUT_RD);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  static void close(MemorySegment errno, int socket) {
    try {
      int _ = (int) CLOSE.invokeExact(errno, socket);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many datagrams came, 1 or more; negative if there was an error. */
  static int receive(MemorySegment errno, int socket, MemorySegment messages, int count) {
    try {
      return (int)
          RECVMMSG.invokeExact(errno, socket, messages, count, MSG_WAITFORONE, MemorySegment.NULL);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many datagrams left, 1 or more; negative if the first of them cannot be sent. */
  static int send(MemorySegment errno, int socket, MemorySegment messages, int count) {
    try {
      return (int) SENDMMSG.invokeExact(errno, socket, messages, count, 0);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static int checked(int result, MemorySegment errno, String call) throws IOException {
    if (result < 0) {
      throw new IOException(call + " failed with error " + value(errno));
    }
    return result;
  }

  private static IOException thrown(Throwable e) {
    if (e instanceof IOException known) {
      return known;
    }
    throw new IllegalStateException(e);
  }
}
