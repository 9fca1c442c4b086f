package dev.shoal.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.base.Locator;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DoorSocketTest {
  private final TcpTransport tcp = new TcpTransport(Binding.loopback());
  private final BlockingQueue<String> entered = new ArrayBlockingQueue<>(100);
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  @Test
  void theFirstBytesDecideAndAreReadAgain() throws Exception {
    int port = listen(Door.PATIENCE);
    say(port, "\u0013BitTorrent protocol and more", 3);
    assertThat(entered.take()).isEqualTo("bittorrent: \u0013BitTorrent protocol and more");
    say(port, "\u0013/multistream/1.0.0\n", 1);
    assertThat(entered.take()).isEqualTo("multistream: \u0013/multistream/1.0.0\n");
    say(port, "GET / HTTP/1.1\r\n", 100);
    assertThat(entered.take()).isEqualTo("rest: GET / HTTP/1.1\r\n");
    say(port, "\u0013BitTorrent protest", 100);
    assertThat(entered.take()).isEqualTo("rest: \u0013BitTorrent protest");
    say(port, "\u0013Bit", 100); // and then the end
    assertThat(entered.take()).isEqualTo("rest: \u0013Bit");
  }

  @Test
  void whoSaysNothingIsShownOut() {
    int port = listen(Duration.ofMillis(50));
    Duplex silent = dial(port);
    assertThat(silent.read(one())).isEqualTo(-1);
    assertThat(entered).isEmpty();
  }

  @Test
  void ofTooManySilentOnesTheOldestGoes() throws Exception {
    int port = listen(Door.PATIENCE);
    Duplex oldest = dial(port);
    for (int i = 0; i < Door.MAX_UNDECIDED; i++) {
      dial(port);
    }
    assertThat(oldest.read(one())).isEqualTo(-1);
    say(port, "late", 100);
    assertThat(entered.take()).isEqualTo("rest: late");
  }

  private int listen(Duration patience) {
    Door door =
        new Door(
            List.of(
                new Door.Entrance(new byte[0], to("rest")),
                new Door.Entrance(bytes("\u0013BitTorrent protocol"), to("bittorrent")),
                new Door.Entrance(bytes("\u0013/multistream/"), to("multistream"))),
            patience);
    Transport.Listener listener = tcp.listen(0, door::enter);
    open.add(listener);
    return listener.port();
  }

  private Consumer<Duplex> to(String name) {
    return connection -> {
      ByteBuffer all = ByteBuffer.allocate(100);
      ByteBuffer few = ByteBuffer.allocate(2);
      while (connection.read(new ByteBuffer[] {few, all}) > 0) {}
      few.flip();
      all.flip();
      entered.add(name + ": " + ISO_8859_1.decode(few) + ISO_8859_1.decode(all));
      connection.close();
    };
  }

  private Duplex dial(int port) {
    Duplex connection =
        tcp.dial(new Locator.Ip(InetAddress.ofLiteral("127.0.0.1"), port), Duration.ofSeconds(5));
    open.add(connection);
    return connection;
  }

  /** Says it in pieces of this size, and ends. */
  private void say(int port, String text, int size) {
    try (Duplex connection = dial(port)) {
      byte[] all = bytes(text);
      for (int i = 0; i < all.length; i += size) {
        connection.write(
            new ByteBuffer[] {ByteBuffer.wrap(all, i, Math.min(size, all.length - i))});
      }
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static ByteBuffer[] one() {
    return new ByteBuffer[] {ByteBuffer.allocate(1)};
  }
}
