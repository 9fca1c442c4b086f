package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Other programs seed and Shoal gets; Shoal seeds and they get; all through Shoal's tracker. */
@Execution(ExecutionMode.CONCURRENT)
class TransferTest {
  @TempDir private Path root;
  private Workplace work;
  private Tracker tracker;

  @BeforeEach
  void begin() {
    work = new Workplace(root);
  }

  @AfterEach
  void end() {
    work.close();
  }

  @ParameterizedTest
  @MethodSource("dev.shoal.interop.OtherClient#all")
  void oneTransfer(OtherClient client) {
    shoalSeeds(client, Way.MAGNET);
  }

  @Tag("all")
  @ParameterizedTest
  @MethodSource("matrix")
  void shoalSeeds(OtherClient client, Way way) {
    client.orSkip();
    Path original = Shape.ALL.make(work.folder("original"));
    Torrent torrent = torrent(original, way);
    Path copy = work.folder("copy");
    InetSocketAddress at = work.address();
    List<String> share =
        new ArrayList<>(List.of("share", original.toString(), "--torrent", torrent.file() + ""));
    Shoal shoal;
    OtherClient.Fetching fetching;
    if (client.dialsLoopback()) {
      shoal = node(client, way, share);
      tracker.awaitSeed(torrent.infoHash());
      fetching = client.get(work, at, way.link(torrent, tracker), copy);
    } else { // it has to be there before it is dialled
      fetching = client.get(work, at, way.link(torrent, tracker), copy);
      share.addAll(List.of("--peer", Workplace.text(at)));
      shoal = node(client, way, share);
    }
    fetching.awaitComplete();
    Shape whole = client.makesEmptyFiles() ? Shape.ALL : Shape.ALL.withoutEmptyFiles();
    whole.assertIn(copy, original);
    assertEncryption(client, shoal);
  }

  @Tag("all")
  @ParameterizedTest
  @MethodSource("matrix")
  void shoalGets(OtherClient client, Way way) {
    client.orSkip();
    Path original = Shape.ALL.make(work.folder("original"));
    Torrent torrent = torrent(original, way);
    client.seed(work, work.address(), torrent, work.folder("original"));
    tracker.awaitSeed(torrent.infoHash());
    Path copy = work.folder("copy");
    List<String> get = List.of("get", way.link(torrent, tracker), "--to", copy.toString());
    Shoal shoal = node(client, way, get);
    shoal.awaitExit(0);
    Shape.ALL.assertIn(copy, original);
    assertEncryption(client, shoal);
  }

  private Torrent torrent(Path original, Way way) {
    tracker = new Tracker(work);
    return Torrent.make(root.resolve("made.torrent"), Shape.ALL, original, tracker.url(way.scheme));
  }

  private Shoal node(OtherClient client, Way way, List<String> arguments) {
    List<String> all = new ArrayList<>(arguments);
    if (client.encrypted()) {
      all.addAll(List.of("--encryption", way.encryption, "-v"));
    }
    return Shoal.node(work, all.toArray(String[]::new));
  }

  private static void assertEncryption(OtherClient client, Shoal shoal) {
    if (client.encrypted()) {
      assertThat(shoal.await("peer").text("encrypted")).isEqualTo("true");
    }
  }

  static Stream<Arguments> matrix() {
    return Stream.of(OtherClient.all(false), OtherClient.all(true))
        .flatMap(List::stream)
        .flatMap(client -> Stream.of(Way.values()).map(way -> arguments(client, way)));
  }

  /** What the one who gets is given, how both announce, and what Shoal wishes if they encrypt. */
  enum Way {
    TORRENT("http", "require"),
    MAGNET("udp", "prefer");

    private final String scheme;
    private final String encryption;

    Way(String scheme, String encryption) {
      this.scheme = scheme;
      this.encryption = encryption;
    }

    private String link(Torrent torrent, Tracker tracker) {
      return switch (this) {
        case TORRENT -> torrent.file().toString();
        case MAGNET -> torrent.magnet(tracker.url(scheme));
      };
    }
  }
}
