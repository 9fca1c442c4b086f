package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All programs in one swarm, each with each, by Shoal's tracker. */
@Tag("all")
class MixedSwarmTest {
  private static final Shape SHAPE = Shape.ALL;

  @TempDir private Path root;
  private final List<Runnable> complete = new ArrayList<>();
  private final Map<Path, Shape> copies = new LinkedHashMap<>();
  private Workplace work;
  private Path original;
  private Torrent torrent;
  private Tracker tracker;

  @BeforeEach
  void begin() {
    work = new Workplace(root);
    original = SHAPE.make(work.folder("original"));
    tracker = new Tracker(work);
    torrent = Torrent.make(root.resolve("made.torrent"), SHAPE, original, tracker.url("http"));
  }

  @AfterEach
  void end() {
    work.close();
  }

  /** The seed is slow, so that they have to help each other. */
  @Test
  void shoalSeedsForAll() {
    String[] share = {
      "share", original.toString(), "--torrent", torrent.file().toString(), "--up", "1MiB"
    };
    Shoal seed = Shoal.node(work, share);
    tracker.awaitSeed(torrent.infoHash());
    OtherClient.all().forEach(this::getter);
    shoalGetters();
    assertAllComplete();
    seed.close();
    assertThat(seed.last("progress").orElseThrow().number("uploaded"))
        .isLessThan(SHAPE.length() * copies.size() / 2);
  }

  @Test
  void anotherSeedsForAll() {
    OtherClient seed = new Libtorrent(false);
    seed.orSkip();
    seed.seed(work, work.address(), torrent, work.folder("original"));
    tracker.awaitSeed(torrent.infoHash());
    OtherClient.all().stream().filter(client -> !client.equals(seed)).forEach(this::getter);
    shoalGetters();
    assertAllComplete();
  }

  private void getter(OtherClient client) {
    if (client.isInstalled()) {
      Path copy = work.folder("copy of " + client);
      copies.put(copy, client.makesEmptyFiles() ? SHAPE : SHAPE.withoutEmptyFiles());
      complete.add(
          client.get(work, work.address(), torrent.file().toString(), copy)::awaitComplete);
    }
  }

  /** One that stays, and one that leaves as soon as it has everything. */
  private void shoalGetters() {
    Shoal staying = shoalGetter("copy that stays", "--keep-seeding");
    complete.add(() -> staying.await("complete"));
    Shoal leaving = shoalGetter("copy that leaves");
    complete.add(() -> leaving.awaitExit(0));
  }

  private Shoal shoalGetter(String name, String... more) {
    Path copy = work.folder(name);
    copies.put(copy, SHAPE);
    List<String> get =
        new ArrayList<>(
            List.of("get", torrent.magnet(tracker.url("udp")), "--to", copy.toString()));
    get.addAll(List.of(more));
    return Shoal.node(work, get.toArray(String[]::new));
  }

  private void assertAllComplete() {
    complete.forEach(Runnable::run);
    copies.forEach((copy, shape) -> shape.assertIn(copy, original));
  }
}
