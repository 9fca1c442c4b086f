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

/** Transfers to and from programs that take encrypted connections only. */
@Tag("all")
@Execution(ExecutionMode.CONCURRENT)
class EncryptionTest {
  private static final Shape SHAPE = Shape.FILE;

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

  static Stream<Arguments> matrix() {
    return OtherClient.all(true).stream()
        .flatMap(client -> Stream.of(arguments(client, "prefer"), arguments(client, "require")));
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void shoalSeeds(OtherClient client, String encryption) {
    client.orSkip();
    Path original = SHAPE.make(work.folder("original"));
    Torrent torrent = create(original);
    Path copy = work.folder("copy");
    InetSocketAddress at = work.address();
    String[] share = {
      "share", original.toString(), "--torrent", torrent.file().toString(),
    };
    Shoal shoal;
    OtherClient.Fetching fetching;
    if (client.dialsLoopback()) {
      shoal = shoal(encryption, share);
      tracker.awaitSeed(torrent.infoHash());
      fetching = client.get(work, at, torrent.file().toString(), copy);
    } else { // it has to be there before it is dialled
      fetching = client.get(work, at, torrent.file().toString(), copy);
      List<String> dialling = new ArrayList<>(List.of(share));
      dialling.addAll(List.of("--peer", at.getHostString() + ":" + at.getPort()));
      shoal = shoal(encryption, dialling.toArray(String[]::new));
    }
    fetching.awaitComplete();
    SHAPE.assertIn(copy, original);
    assertEncrypted(shoal);
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void shoalGets(OtherClient client, String encryption) {
    client.orSkip();
    Path original = SHAPE.make(work.folder("original"));
    Torrent torrent = create(original);
    client.seed(work, work.address(), torrent, work.folder("original"));
    tracker.awaitSeed(torrent.infoHash());
    Path copy = work.folder("copy");
    Shoal shoal = shoal(encryption, "get", torrent.file().toString(), "--to", copy.toString());
    shoal.awaitExit(0);
    SHAPE.assertIn(copy, original);
    assertEncrypted(shoal);
  }

  private Shoal shoal(String encryption, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--encryption", encryption, "-v"));
    return Shoal.node(work, all.toArray(String[]::new));
  }

  private static void assertEncrypted(Shoal shoal) {
    assertThat(shoal.await("peer").text("encrypted")).isEqualTo("true");
  }

  private Torrent create(Path original) {
    tracker = new Tracker(work);
    Torrent torrent = new Torrent(root.resolve("made.torrent"));
    Shoal.run(
            work,
            "create",
            original.toString(),
            "--output",
            torrent.file().toString(),
            "--piece-size",
            Shape.PIECE,
            "--tracker",
            tracker.url("http"))
        .awaitExit(0);
    return torrent;
  }
}
