package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shoal.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A private DHT of thirty libtorrent nodes, which Shoal joins by one of them. */
class DhtTest {
  private static final int NODES = 30;
  private static final long BACK_MILLIS = 3000;
  private static final String ANY_HASH = "1111111111222222222233333333334444444444";

  /** The key of BEP 44's vectors: libtorrent's binding makes none. */
  private static final String SECRET =
      "e06d3183d14159228433ed599221b80bd0a5ce8352e4bdf0262f76786ef1c74d"
          + "b7e7a9fea2c0eb269d61e3b38e450a22e754941ac78479d6c54e1faf6037881d";

  private static final String PUBLIC =
      "77ff84905a91936367c01360803104f92432fcd904a43511876df5cdf3e7e548";

  @TempDir private Path root;
  private Workplace work;
  private Path original;
  private LibtorrentDht dht;

  @BeforeEach
  void begin() {
    assumeTrue(new Libtorrent(false).isInstalled(), "libtorrent is not installed");
    work = new Workplace(root);
    original = Shape.FOLDER.make(work.folder("original"));
    dht = LibtorrentDht.start(work, NODES);
  }

  @AfterEach
  void end() {
    if (work != null) {
      work.close();
    }
  }

  private Shoal dht(Path state, String... arguments) {
    List<String> all = new ArrayList<>(List.of("dht"));
    all.addAll(List.of(arguments));
    return Shoal.inDht(work, state, dht.node(3), all.toArray(String[]::new));
  }

  private Torrent torrent() {
    return Torrent.make(root.resolve("made.torrent"), Shape.FOLDER, original, "");
  }

  @Test
  void peersOfEitherAreFoundByTheOther() {
    Torrent torrent = torrent();
    dht.ask("seed " + torrent.file() + " " + original.getParent(), "seeding");
    String hash = torrent.infoHash();
    Shoal peers = dht(work.home(), "peers", hash);
    peers.awaitExit(0);
    assertThat(peers.last("journey").orElseThrow().texts("peers")).contains(dht.node(6));

    Shoal announce = dht(work.home(), "announce", ANY_HASH, "--port", "0");
    announce.awaitExit(0);
    assertThat(announce.last("announced").orElseThrow().number("nodes")).isGreaterThanOrEqualTo(8);
    assertThat(dht.ask("peers " + ANY_HASH, "peers " + ANY_HASH + " ")).contains("127.0.0.1:");

    Shoal sample = dht(work.home(), "sample", hash);
    sample.awaitExit(0);
    assertThat(sample.lines()).anyMatch(line -> line.contains(hash));
  }

  @Test
  void theWayIsShown() {
    Shoal lookup = dht(work.home(), "lookup", ANY_HASH);
    lookup.awaitExit(0);
    assertThat(lookup.last("journey").orElseThrow().texts("closest")).hasSize(8);
    assertThat(lookup.last("step").orElseThrow().number("tookMicros")).isPositive();
  }

  @Test
  void itemsGoBothWays() {
    Shoal put = dht(work.home(), "put", "hallo");
    put.awaitExit(0);
    String target = put.last("stored").orElseThrow().text("target");
    assertThat(dht.ask("get " + target, "got " + target)).endsWith(" hallo");

    String theirs = dht.ask("put welt", "put ").split(" ", 2)[1];
    awaitStored("welt", theirs);

    Path state = work.home();
    Shoal signed = dht(state, "put", "--signed", "--salt", "s", "eins");
    signed.awaitExit(0);
    String key = signed.last("stored").orElseThrow().text("key");
    assertThat(dht.ask("mutable " + key + " s", "mutable " + key)).endsWith(" eins 1");
    Shoal again = dht(state, "put", "--signed", "--salt", "s", "zwei");
    again.awaitExit(0);
    assertThat(again.last("stored").orElseThrow().number("seq")).isEqualTo(2);

    dht.say("sign " + SECRET + " " + PUBLIC + " drei t");
    awaitStored("drei", "--salt", "t", PUBLIC);
  }

  /** libtorrent does not say when it has stored something. */
  private void awaitStored(String value, String... name) {
    Await.holds(RunningProgram.PATIENCE, () -> value + "\n" + work, () -> isThere(value, name));
  }

  private boolean isThere(String value, String... name) {
    List<String> arguments = new ArrayList<>(List.of("get"));
    arguments.addAll(List.of(name));
    Shoal get = dht(work.home(), arguments.toArray(String[]::new));
    Await.holds(RunningProgram.PATIENCE, () -> "an end\n" + work, () -> get.exit().isPresent());
    return get.last("value").filter(it -> it.text("value").equals(value)).isPresent();
  }

  /** Whoever has it, the bare hash is enough. */
  @Test
  void aBareHashIsEnough() {
    Torrent torrent = torrent();
    dht.ask("seed " + torrent.file() + " " + original.getParent(), "seeding");
    Path copy = work.folder("copy");
    Shoal get =
        Shoal.inDht(
            work, work.home(), dht.node(9), "get", torrent.infoHash(), "--to", copy.toString());
    get.awaitExit(0);
    Shape.FOLDER.assertIn(copy, original);
  }

  @Test
  void andSoItIsInAMixedNetwork() throws IOException {
    Path file = Files.writeString(work.folder("own").resolve("file"), "of Shoal alone");
    Shoal share = Shoal.inDht(work, work.home(), dht.node(2), "share", file.toString());
    String hash = share.await("link").text("infoHash");
    Path copy = work.folder("copy");
    Shoal get = Shoal.inDht(work, work.home(), dht.node(20), "get", hash, "--to", copy.toString());
    get.awaitExit(0);
    assertThat(copy.resolve("file")).hasSameBinaryContentAs(file);
  }

  /**
   * Who was a contact last time is asked, when nobody is named any more: back within three seconds
   * of listening. The list of those that everybody knows is of no help here, as on loopback nobody
   * of it is asked, nor looked up.
   */
  @Test
  void itComesBackByItself() {
    Path state = work.home();
    dht(state, "lookup", ANY_HASH).awaitExit(0);
    Shoal again = Shoal.inDht(work, state, "", "dht", "lookup", ANY_HASH);
    again.awaitExit(0);
    Event journey = again.last("journey").orElseThrow();
    assertThat(journey.texts("closest")).hasSize(8);
    assertThat(journey.number("t") - again.last("listening").orElseThrow().number("t"))
        .as("milliseconds from listening to the end of the lookup")
        .isLessThan(BACK_MILLIS);
  }
}
