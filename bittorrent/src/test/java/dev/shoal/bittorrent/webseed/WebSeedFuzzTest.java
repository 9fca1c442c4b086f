package dev.shoal.bittorrent.webseed;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.shoal.base.Clock;
import dev.shoal.base.Locator;
import dev.shoal.content.FileEntry;
import dev.shoal.content.Layout;
import dev.shoal.net.ConnectionException;
import dev.shoal.net.Duplex;
import dev.shoal.net.HttpClient;
import dev.shoal.net.HttpRanges;
import dev.shoal.net.Nearness;
import dev.shoal.net.RateLimit;
import dev.shoal.net.Transport;
import java.net.InetAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Whatever a web seed sends: refused in words, or as many bytes as were asked for. */
class WebSeedFuzzTest {
  private static final InetAddress SERVER = InetAddress.ofLiteral("203.0.113.9");

  private static final Layout LAYOUT =
      new Layout(
          "f",
          true,
          List.of(
              new FileEntry(List.of("a"), 0, 10),
              new FileEntry(List.of("pad"), 10, 6, true),
              new FileEntry(List.of("b"), 16, 20)),
          36,
          16);

  @FuzzTest(maxDuration = "1m")
  void answers(byte[] bytes) throws InterruptedException {
    HttpClient client =
        new HttpClient(new Replay(bytes), _ -> List.of(SERVER), Clock.system(), Optional.empty());
    try (HttpRanges ranges = client.ranges(Nearness.GLOBAL, Duration.ofSeconds(10))) {
      SeedUrls urls = new SeedUrls(URI.create("http://w/"), LAYOUT);
      SeedReader reader = new SeedReader(urls, ranges, RateLimit.unlimited());
      ByteBuffer into = ByteBuffer.allocate(30);
      reader.read(2, into, 36);
      assertThat(into.hasRemaining()).isFalse();
      assertThat(into.slice(8, 6)).isEqualTo(ByteBuffer.allocate(6));
    } catch (ConnectionException | SeedRefusal refused) {
      assertThat(refused.getMessage()).isNotBlank();
    }
  }

  /** Each connection goes on where the one before ended; all it is told is ignored. */
  private static final class Replay implements Transport {
    private final ByteBuffer bytes;

    Replay(byte[] bytes) {
      this.bytes = ByteBuffer.wrap(bytes);
    }

    @Override
    public Duplex dial(Locator.Ip to, Duration timeout) {
      if (!bytes.hasRemaining()) {
        throw new ConnectionException("nobody there");
      }
      return new Line(bytes, to);
    }

    @Override
    public Listener listen(int port, Consumer<Duplex> accepted) {
      throw new UnsupportedOperationException();
    }
  }

  private record Line(ByteBuffer bytes, Locator.Ip remote) implements Duplex {
    @Override
    public long read(ByteBuffer[] into) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int count = Math.min(Math.min(bytes.remaining(), into[0].remaining()), 64);
      into[0].put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return count;
    }

    @Override
    public void write(ByteBuffer[] from) {}

    @Override
    public Locator.Ip local() {
      return remote;
    }

    @Override
    public void close() {}
  }
}
