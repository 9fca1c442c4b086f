package dev.shoal.net.server;

import dev.shoal.base.Problem;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sockets that the service manager opened and passed on (sd_listen_fds(3)): ports below 1024
 * without being root, and none of the datagrams lost that come while a server starts anew. Linux
 * only.
 *
 * @param udp one server for each UDP socket
 * @param tcp the TCP socket; one at most, as the platform takes over no more
 */
public record PassedSockets(List<DatagramServer> udp, Optional<ServerSocketChannel> tcp) {
  private static final int FIRST = 3; // SD_LISTEN_FDS_START
  private static final int STANDARD_INPUT = 0;
  private static final int MOST = 64;

  public PassedSockets {
    udp = List.copyOf(udp);
  }

  /**
   * The sockets that were passed to this process; empty if none were. To be called once.
   *
   * @param environment with {@code LISTEN_PID} and {@code LISTEN_FDS}
   * @throws Problem if they cannot be taken over
   */
  public static Optional<PassedSockets> take(Map<String, String> environment) {
    String own = Long.toString(ProcessHandle.current().pid());
    if (!own.equals(environment.get("LISTEN_PID"))) {
      return Optional.empty();
    }
    String count = environment.getOrDefault("LISTEN_FDS", "");
    if (!count.matches("[1-9][0-9]?") || Integer.parseInt(count) > MOST) {
      throw refused("LISTEN_FDS is " + count, null);
    }
    if (DatagramServers.best() != DatagramServers.Way.BATCHES) {
      throw refused("sockets can be taken over on Linux only, with native calls", null);
    }
    try (Arena arena = Arena.ofConfined()) {
      return Optional.of(take(LinuxCalls.errno(arena), Integer.parseInt(count)));
    } catch (IOException e) {
      throw refused("the sockets of the service manager cannot be taken over", e);
    }
  }

  private static PassedSockets take(MemorySegment errno, int count) throws IOException {
    List<DatagramServer> udp = new ArrayList<>();
    Optional<ServerSocketChannel> tcp = Optional.empty();
    for (int socket = FIRST; socket < FIRST + count; socket++) {
      if (LinuxCalls.type(errno, socket) == LinuxCalls.SOCK_DGRAM) {
        udp.add(BatchServer.adopt(socket));
      } else if (tcp.isPresent()) {
        throw refused("more than one TCP socket was passed", null);
      } else {
        // The platform takes a listener over from there and from nowhere else.
        LinuxCalls.dup2(errno, socket, STANDARD_INPUT);
        LinuxCalls.close(errno, socket);
        if (!(System.inheritedChannel() instanceof ServerSocketChannel listener)) {
          throw refused("what was passed is no listener", null);
        }
        tcp = Optional.of(listener);
      }
    }
    return new PassedSockets(udp, tcp);
  }

  private static Problem refused(String what, @Nullable Exception cause) {
    String hint = "see the pages on the tracker for a unit that fits";
    return cause == null
        ? new Problem(Problem.Kind.USAGE, what, hint)
        : new Problem(Problem.Kind.USAGE, what, hint, cause);
  }
}
