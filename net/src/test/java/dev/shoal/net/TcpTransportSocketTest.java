package dev.shoal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shoal.base.Locator;
import dev.shoal.base.Problem;
import dev.shoal.testkit.Await;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TcpTransportSocketTest {
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final Duration SOON = Duration.ofSeconds(5);

  private final TcpTransport tcp = new TcpTransport(Binding.loopback());
  private final BlockingQueue<Duplex> accepted = new ArrayBlockingQueue<>(8);
  private final Transport.Listener listener = tcp.listen(0, accepted::add);

  @AfterEach
  void close() {
    listener.close();
    accepted.forEach(Duplex::close);
  }

  @Test
  void bytesArriveInTheirOrderThroughManyBuffers() throws Exception {
    try (Duplex here = dial();
        Duplex there = accepted.take()) {
      byte[] sent = new byte[5_000_000];
      new Random(1).nextBytes(sent);
      FutureTask<Void> writer =
          new FutureTask<>(() -> {
            here.write(
                new ByteBuffer[] {
                  ByteBuffer.wrap(sent, 0, 13),
                  ByteBuffer.allocate(0),
                  ByteBuffer.allocateDirect(sent.length - 13).put(sent, 13, sent.length - 13).flip()
                });
            return null;
          });
      Thread.startVirtualThread(writer);
      ByteBuffer head = ByteBuffer.allocate(13);
      ByteBuffer rest = ByteBuffer.allocate(sent.length);
      while (rest.position() < sent.length - 13) {
        assertThat(there.read(new ByteBuffer[] {head, rest})).isPositive();
      }
      writer.get();
      assertThat(head.hasRemaining()).isFalse();
      byte[] got = new byte[sent.length];
      head.flip().get(got, 0, 13);
      rest.flip().get(got, 13, sent.length - 13);
      assertThat(got).isEqualTo(sent);
      assertThat(here.remote()).isEqualTo(there.local());
      assertThat(here.local()).isEqualTo(there.remote());
    }
  }

  @Test
  void closingWakesTheReaderAndTheWriter() throws Exception {
    Duplex here = dial();
    FutureTask<Long> reader =
        new FutureTask<>(() -> here.read(new ByteBuffer[] {ByteBuffer.allocate(1)}));
    FutureTask<Void> writer =
        new FutureTask<>(() -> {
          while (true) { // nobody reads at the other side: it blocks before long
            here.write(new ByteBuffer[] {ByteBuffer.allocate(64 << 10)});
          }
        });
    Thread readerThread = Thread.ofVirtual().start(reader);
    Thread writerThread = Thread.ofVirtual().start(writer);
    awaitBlocked(readerThread);
    awaitBlocked(writerThread);
    here.close();
    here.close();
    assertThatThrownBy(() -> reader.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ConnectionException.class)
        .hasMessageContaining("closed by this side");
    assertThatThrownBy(() -> writer.get(5, TimeUnit.SECONDS))
        .hasCauseInstanceOf(ConnectionException.class);
  }

  @Test
  void theBindingIsRespectedBeforeAnythingIsSent() {
    Locator.Ip far = new Locator.Ip(InetAddress.ofLiteral("198.18.0.1"), 9);
    assertThatThrownBy(() -> tcp.dial(far, SOON)).hasMessageContaining("bound to loopback");
  }

  @Test
  void dialsComeFromTheBoundAddress() throws Exception {
    InetAddress bound = InetAddress.ofLiteral("127.3.2.1");
    TcpTransport other = new TcpTransport(Binding.parse("127.3.2.1"));
    try (Duplex here = other.dial(new Locator.Ip(LOOPBACK, listener.port()), SOON);
        Duplex there = accepted.take()) {
      assertThat(here.local().address()).isEqualTo(bound);
      assertThat(there.remote().address()).isEqualTo(bound);
    }
  }

  @Test
  void aTakenPortIsAConflictWithAnAdvice() {
    assertThatThrownBy(() -> tcp.listen(listener.port(), Duplex::close))
        .isInstanceOfSatisfying(
            Problem.class,
            p -> {
              assertThat(p.kind()).isEqualTo(Problem.Kind.CONFLICT);
              assertThat(p.hint()).isPresent();
            });
  }

  @Test
  void nobodyAtHomeIsSaidInAFewWords() {
    int port = listener.port();
    listener.close();
    assertThatThrownBy(() -> tcp.dial(new Locator.Ip(LOOPBACK, port), SOON))
        .isInstanceOf(ConnectionException.class)
        .hasMessage("connection refused");
  }

  @Test
  void anybodyListensOnBothFamilies() throws Exception {
    TcpTransport any = new TcpTransport(Binding.any());
    try (Transport.Listener open = any.listen(0, accepted::add)) {
      for (InetAddress address : Binding.loopback().addresses()) {
        try (Duplex here = any.dial(new Locator.Ip(address, open.port()), SOON);
            Duplex there = accepted.take()) {
          assertThat(there.remote()).isEqualTo(here.local());
        }
      }
    }
  }

  private Duplex dial() {
    return tcp.dial(new Locator.Ip(LOOPBACK, listener.port()), SOON);
  }

  private static void awaitBlocked(Thread thread) {
    Await.holds(SOON, () -> thread + " to wait", () -> thread.getState() == Thread.State.WAITING);
  }
}
