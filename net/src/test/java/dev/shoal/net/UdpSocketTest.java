package dev.shoal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Locator;
import dev.shoal.base.Problem;
import dev.shoal.testkit.Await;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class UdpSocketTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Binding lo = Binding.loopback();
  private final List<UdpSocket> servers = UdpSocket.listen(lo, 0);
  private final UdpSocket server = servers.getFirst();

  @AfterEach
  void close() {
    servers.forEach(UdpSocket::close);
  }

  @Test
  void aQuestionAndItsAnswer() {
    Locator.Ip at = new Locator.Ip(LOOPBACK, server.port());
    try (UdpSocket client = UdpSocket.towards(lo, at)) {
      client.send(ByteBuffer.wrap(new byte[] {1, 2, 3}), at);
      ByteBuffer buffer = ByteBuffer.allocate(10);
      Locator.Ip from = server.receive(buffer, SOON).orElseThrow();
      assertThat(buffer.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      assertThat(from).isEqualTo(new Locator.Ip(LOOPBACK, client.port()));
      server.send(buffer, from);
      assertThat(client.receive(ByteBuffer.allocate(3), SOON)).contains(at);
      assertThat(server.receive(ByteBuffer.allocate(3), Duration.ofMillis(1))).isEmpty();
    }
  }

  @Test
  void whatDoesNotFitIsDroppedAndNotCut() {
    Locator.Ip at = new Locator.Ip(LOOPBACK, server.port());
    try (UdpSocket client = UdpSocket.towards(lo, at)) {
      client.send(ByteBuffer.allocate(5), at);
      client.send(ByteBuffer.allocate(4), at);
      ByteBuffer buffer = ByteBuffer.allocate(4);
      assertThat(server.receive(buffer, SOON)).isEmpty();
      assertThat(server.receive(buffer, SOON)).isPresent();
      assertThat(buffer.remaining()).isZero();
    }
  }

  @Test
  void closingWakesTheReceiver() {
    FutureTask<Optional<Locator.Ip>> receiver =
        new FutureTask<>(() -> server.receive(ByteBuffer.allocate(1), Duration.ofMinutes(1)));
    Thread thread = Thread.ofVirtual().start(receiver);
    Await.holds(
        SOON, () -> thread + " to wait", () -> thread.getState() == Thread.State.TIMED_WAITING);
    server.close();
    assertThatThrownBy(() -> receiver.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ConnectionException.class)
        .hasMessageContaining("closed by this side");
  }

  @Test
  void nobodyListeningIsToldAtOnce() {
    Locator.Ip at = new Locator.Ip(LOOPBACK, server.port());
    close();
    try (UdpSocket client = UdpSocket.towards(lo, at)) {
      client.send(ByteBuffer.allocate(1), at);
      assertThatThrownBy(() -> client.receive(ByteBuffer.allocate(1), SOON))
          .hasMessage("nobody listens there");
    }
  }

  @Test
  void theBindingIsRespected() {
    Locator.Ip far = new Locator.Ip(InetAddress.ofLiteral("198.18.0.1"), 9);
    assertThatThrownBy(() -> UdpSocket.towards(lo, far)).hasMessageContaining("loopback");
    assertThatThrownBy(() -> server.send(ByteBuffer.allocate(1), far))
        .hasMessageContaining("loopback");
  }

  @Test
  void allAddressesShareAPortAndATakenOneIsAConflict() {
    assertThat(servers).allMatch(socket -> socket.port() == server.port());
    assertThatThrownBy(() -> UdpSocket.listen(lo, server.port()))
        .isInstanceOfSatisfying(
            Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.CONFLICT));
  }
}
