package dev.shoal.tracker.udp;

import dev.shoal.net.server.DatagramServer;
import dev.shoal.tracker.desk.Service;
import dev.shoal.tracker.desk.Traffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The UDP side of a tracker (BEP 15): a platform thread for each socket. */
public final class UdpTracker implements AutoCloseable {
  /** How long closing waits for the threads: the port is free once none is in the socket. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);

  private final List<DatagramServer> servers;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * Serves at these sockets, which it owns.
   *
   * @param random of which nobody can tell the next number, for connection ids
   */
  public UdpTracker(
      List<DatagramServer> servers, Service service, Traffic traffic, RandomGenerator random) {
    this.servers = List.copyOf(servers);
    ConnectionIds ids = new ConnectionIds(random.nextLong(), random.nextLong());
    for (DatagramServer server : this.servers) {
      UdpTalk talk = new UdpTalk(service, traffic, ids);
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name("tracker udp " + server.port())
              .start(() -> server.serve(talk)));
    }
  }

  /** The port. */
  public int port() {
    return servers.getFirst().port();
  }

  @Override
  public void close() {
    servers.forEach(DatagramServer::close);
    try {
      for (Thread thread : threads) {
        thread.join(FAREWELL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
