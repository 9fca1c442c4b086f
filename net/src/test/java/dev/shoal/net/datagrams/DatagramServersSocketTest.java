package dev.shoal.net.datagrams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shoal.net.Binding;
import dev.shoal.testkit.LeakCheck;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramServersSocketTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @ParameterizedTest
  @EnumSource
  void whatComesIsAnsweredAndNothingIsLeftAtTheEnd(DatagramServers.Way way) throws IOException {
    assumeIsThere(way);
    try (LeakCheck check = LeakCheck.begin()) {
      assertThat(isAnswered("127.0.0.1", Binding.parse("127.0.0.1"), way)).isTrue();
      assertThat(check).isNotNull();
    }
  }

  /**
   * Who asks takes an answer from nobody else; the system would choose another of its addresses.
   */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.5", "::1"})
  void theAnswerComesFromTheAddressThatWasAsked(String host) throws IOException {
    assumeIsThere(DatagramServers.Way.BATCHES);
    assertThat(isAnswered(host, Binding.any(), DatagramServers.Way.BATCHES)).isTrue();
  }

  private static void assumeIsThere(DatagramServers.Way way) {
    assumeTrue(way == DatagramServers.best() || way == DatagramServers.Way.CHANNELS);
  }

  /** Whether a socket that hears this address alone gets its answer from a server. */
  private static boolean isAnswered(String host, Binding binding, DatagramServers.Way way)
      throws IOException {
    DatagramServer server = DatagramServers.listen(binding, 0, 1, way).getFirst();
    Thread thread =
        Thread.ofPlatform()
            .start(() ->
                server.serve((in, from, out) -> {
                  out.put(in).flip();
                  return true;
                }));
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral(host), server.port()));
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.send(new DatagramPacket(new byte[] {1, 2, 3}, 3));
      DatagramPacket answer = new DatagramPacket(new byte[10], 10);
      socket.receive(answer);
      return answer.getLength() == 3;
    } finally {
      server.close();
      join(thread);
    }
  }

  private static void join(Thread thread) {
    try {
      assertThat(thread.join(PATIENCE)).isTrue();
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }
}
