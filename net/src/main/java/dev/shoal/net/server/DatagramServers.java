package dev.shoal.net.server;

import dev.shoal.base.Problem;
import dev.shoal.net.Binding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/** Opens servers, one for each address and thread, all at the same port. */
public final class DatagramServers {
  /** Room for bursts: some 2,000 datagrams; the system gives less if it allows less. */
  private static final int RECEIVE_BUFFER = 4 << 20;

  private DatagramServers() {}

  /** How datagrams are carried. */
  public enum Way {
    /** By the platform's channels. */
    CHANNELS,
    /** Many with one system call, where there is that: Linux, and native calls not forbidden. */
    BATCHES
  }

  /** The best way here. */
  public static Way best() {
    try {
      return LinuxCalls.areThere() ? Way.BATCHES : Way.CHANNELS;
    } catch (IllegalCallerException | LinkageError forbidden) {
      return Way.CHANNELS;
    }
  }

  /**
   * Servers at the addresses of the binding. Where there are several for an address, the system
   * shares out among them who sends (SO_REUSEPORT).
   *
   * @param port 1 to 65535, or 0 for any free one
   * @param threads for each address, 1 or more
   * @throws Problem of kind CONFLICT if the port is taken
   */
  public static List<DatagramServer> listen(Binding binding, int port, int threads, Way way) {
    List<DatagramServer> open = new ArrayList<>();
    int chosen = port;
    try {
      for (InetAddress address : binding.toListenAt()) {
        chosen = free(address, chosen);
        for (int i = 0; i < threads; i++) {
          InetSocketAddress at = new InetSocketAddress(address, chosen);
          open.add(
              way == Way.BATCHES
                  ? BatchServer.open(at, threads > 1, RECEIVE_BUFFER)
                  : ChannelServer.open(at, threads > 1, RECEIVE_BUFFER));
        }
      }
      return List.copyOf(open);
    } catch (IOException e) {
      open.forEach(DatagramServer::close);
      throw new Problem(
          Problem.Kind.CONFLICT,
          "UDP port " + chosen + " cannot be opened: it is in use",
          "choose another port, or 0 for any free one",
          e);
    }
  }

  /** A port that nobody has: those who share theirs would let another program in unasked. */
  private static int free(InetAddress address, int port) throws IOException {
    try (DatagramChannel probe = DatagramChannel.open()) {
      probe.bind(new InetSocketAddress(address, port));
      return ((InetSocketAddress) probe.getLocalAddress()).getPort();
    }
  }
}
