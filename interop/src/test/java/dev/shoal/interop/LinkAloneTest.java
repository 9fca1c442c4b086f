package dev.shoal.interop;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A link that {@code share} prints is enough, with nothing else running. */
class LinkAloneTest {
  @TempDir private Path root;
  private Workplace work;
  private Path original;
  private Path copy;

  @BeforeEach
  void begin() {
    work = new Workplace(root);
    original = Shape.FOLDER.make(work.folder("original"));
    copy = work.folder("copy");
  }

  @AfterEach
  void end() {
    work.close();
  }

  private String share(String... more) {
    String[] arguments =
        Stream.concat(Stream.of("share", original.toString()), Stream.of(more))
            .toArray(String[]::new);
    Shoal sharer = Shoal.node(work, arguments);
    sharer.await("listening");
    return sharer.await("link").text("magnet");
  }

  /** By the addresses in it ({@code x.pe}, BEP 9). */
  @Test
  void forShoal() {
    String link = share();
    Shoal.node(work, "get", link, "--to", copy.toString()).awaitExit(0);
    Shape.FOLDER.assertIn(copy, original);
  }

  /** By the tracker in it, which is the sharer itself. */
  @ParameterizedTest
  @MethodSource("diallers")
  void forOthersIfItServesTheTracker(OtherClient client) {
    client.orSkip();
    String link = share("--serve-tracker");
    client.get(work, work.address(), link, copy).awaitComplete();
    Shape.FOLDER.assertIn(copy, original);
  }

  static Stream<OtherClient> diallers() {
    return OtherClient.all().stream().filter(OtherClient::dialsLoopback);
  }
}
