package dev.shoal.net.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Clock;
import dev.shoal.base.Locator;
import dev.shoal.net.Binding;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.UdpSocket;
import dev.shoal.testkit.Await;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway on loopback, where a node itself would ask none. */
@Timeout(30)
class MappingSessionSocketTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration SOON = Duration.ofSeconds(10);

  private final FakeGateway gateway = new FakeGateway();
  private final List<Outcome> told = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPortIsOpenedAndClosed(boolean pcp) throws InterruptedException {
    gateway.pcp = pcp;
    try (UdpSocket socket = UdpSocket.listen(new Binding(List.of(LOOPBACK), true), 0).getFirst();
        MappingSession session = session(new Locator.Ip(LOOPBACK, socket.port()))) {
      Thread server = Thread.ofVirtual().start(() -> serve(socket));
      Thread worker = Thread.ofVirtual().start(() -> run(session));
      Await.holds(SOON, () -> "a mapping: " + told, () -> !told.isEmpty());
      assertThat(told.getFirst())
          .isInstanceOfSatisfying(
              Outcome.Mapped.class,
              it -> {
                assertThat(it.by()).isEqualTo(pcp ? Way.PCP : Way.NAT_PMP);
                assertThat(it.external()).hasToString("100.0.0.1:7462");
                assertThat(it.datagrams()).hasValue(7462);
              });
      session.end();
      worker.join();
      socket.close();
      server.join();
      assertThat(gateway.open).isEmpty();
    }
  }

  @Test
  void nobodyIsThere() {
    try (MappingSession session = session(new Locator.Ip(LOOPBACK, 9))) {
      run(session);
      assertThat(told).containsExactly(new Outcome.Refused(List.of()));
    }
  }

  @Test
  void onLoopbackNobodyIsAsked() throws InterruptedException {
    try (PortMapper mapper =
        PortMapper.open(
            Binding.loopback(), 7462, PortMapper.LIFETIME, Clock.system(), new Random(1))) {
      assertThat(mapper.await(SOON)).contains(new Outcome.Unasked(new Surroundings.Loopback()));
    }
  }

  private MappingSession session(Locator.Ip at) {
    return new MappingSession(
        new Wish(7462, LOOPBACK, Optional.of(LOOPBACK), 3600),
        List.of(LOOPBACK),
        Optional.of(at),
        new PortMapper.Surface(Clock.system(), new Random(1), told::add));
  }

  private static void run(MappingSession session) {
    try {
      session.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void serve(UdpSocket socket) {
    ByteBuffer buffer = ByteBuffer.allocate(1100);
    try {
      while (true) {
        socket
            .receive(buffer.clear(), SOON)
            .ifPresent(from -> {
              byte[] request = Arrays.copyOf(buffer.array(), buffer.position());
              gateway
                  .answer(request)
                  .ifPresent(answer -> socket.send(ByteBuffer.wrap(answer), from));
            });
      }
    } catch (ConnectionException closed) {
      return;
    }
  }
}
