package dev.shoal.net.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shoal.base.Endpoint;
import dev.shoal.base.Problem;
import dev.shoal.net.Binding;
import dev.shoal.testkit.LeakCheck;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramServersSocketTest {
  private static final int PATIENCE_MILLIS = 10_000;

  /** Servers that send back what came, its bytes turned round, but for what is empty. */
  private static final class Echo implements AutoCloseable {
    final List<DatagramServer> servers;
    final Set<Endpoint> heard = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();

    Echo(Binding binding, int threadsEach, DatagramServers.Way way) {
      servers = DatagramServers.listen(binding, 0, threadsEach, way);
      for (DatagramServer server : servers) {
        threads.add(Thread.ofPlatform().start(() -> server.serve(this::answer)));
      }
    }

    private boolean answer(ByteBuffer in, Endpoint from, ByteBuffer out) {
      heard.add(from);
      for (int i = in.limit() - 1; i >= 0; i--) {
        out.put(in.get(i));
      }
      out.flip();
      return in.limit() > 0;
    }

    int port() {
      return servers.getFirst().port();
    }

    @Override
    public void close() throws InterruptedException {
      servers.forEach(DatagramServer::close);
      for (Thread thread : threads) {
        thread.join(PATIENCE_MILLIS);
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  private static byte[] ask(DatagramSocket socket, String host, int port, byte[] bytes)
      throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    InetSocketAddress to = new InetSocketAddress(InetAddress.ofLiteral(host), port);
    socket.send(new DatagramPacket(bytes, bytes.length, to));
    DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
    socket.receive(answer);
    assertThat(answer.getSocketAddress()).isEqualTo(to);
    return Arrays.copyOf(answer.getData(), answer.getLength());
  }

  @ParameterizedTest
  @EnumSource
  void whoAsksIsAnsweredWhateverTheFamily(DatagramServers.Way way) throws Exception {
    try (LeakCheck _ = LeakCheck.begin();
        Echo echo = new Echo(Binding.any(), 1, way);
        DatagramSocket socket = new DatagramSocket()) {
      assertThat(ask(socket, "127.0.0.1", echo.port(), new byte[] {1, 2, 3}))
          .containsExactly(3, 2, 1);
      assertThat(echo.heard).containsExactly(Endpoint.v4(0x7F000001, socket.getLocalPort()));
      if (Binding.loopback().addresses().size() == 2) {
        assertThat(ask(socket, "::1", echo.port(), new byte[2000])).hasSize(2000);
        assertThat(echo.heard).contains(new Endpoint(true, 0, 1, socket.getLocalPort()));
      }
    }
  }

  /**
   * Who asks takes an answer from nobody else; the system would choose another of its addresses.
   */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.5", "::1"})
  void theAnswerComesFromTheAddressThatWasAsked(String host) throws Exception {
    assumeTrue(DatagramServers.best() == DatagramServers.Way.BATCHES);
    try (Echo echo = new Echo(Binding.any(), 1, DatagramServers.Way.BATCHES);
        DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(host), echo.port()));
      assertThat(ask(socket, host, echo.port(), new byte[] {1, 2})).containsExactly(2, 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void severalShareAPortAndNoneOfManyDatagramsIsMixedUp(DatagramServers.Way way) throws Exception {
    try (Echo echo = new Echo(Binding.loopback(), 3, way)) {
      Set<Integer> ports = new HashSet<>();
      echo.servers.forEach(server -> ports.add(server.port()));
      assertThat(ports).hasSize(1);
      List<DatagramSocket> sockets = new ArrayList<>();
      try {
        for (int i = 0; i < 200; i++) {
          DatagramSocket socket = new DatagramSocket();
          sockets.add(socket);
          byte[] bytes = {(byte) i, 0, (byte) (i >> 8), 7};
          assertThat(ask(socket, "127.0.0.1", echo.port(), bytes))
              .containsExactly(7, i >> 8, 0, (byte) i);
        }
      } finally {
        sockets.forEach(DatagramSocket::close);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPortThatSomebodyHasIsRefusedEvenIfItIsShared(DatagramServers.Way way) throws Exception {
    try (Echo echo = new Echo(Binding.loopback(), 2, way)) {
      assertThatThrownBy(() -> DatagramServers.listen(Binding.loopback(), echo.port(), 2, way))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void onLinuxManyGoWithOneCall() {
    assertThat(DatagramServers.best())
        .isEqualTo(
            System.getProperty("os.name").equals("Linux")
                ? DatagramServers.Way.BATCHES
                : DatagramServers.Way.CHANNELS);
  }

  @Test
  void aServerThatNeverServedClosesAsWell() {
    List<DatagramServer> open =
        DatagramServers.listen(Binding.loopback(), 0, 1, DatagramServers.best());
    int port = open.getFirst().port();
    open.forEach(DatagramServer::close);
    List<DatagramServer> again =
        DatagramServers.listen(Binding.loopback(), port, 1, DatagramServers.best());
    again.forEach(DatagramServer::close);
  }
}
