package dev.shoal.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.shoal.testkit.Await;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Other programs find each other by Shoal's tracker and by nothing else, over either protocol and
 * either family, all at one tracker. It asks them to come again in half an hour: who seeds has
 * announced once, when nobody else was there, so that who gets must have heard of it.
 */
@Execution(ExecutionMode.CONCURRENT)
class TrackerClientsTest {
  private static final int TRACKER_PORT = 6969;
  private static final AtomicInteger PORTS = new AtomicInteger(7000);

  /**
   * aria2 behind one that forgives it a bitfield amid a transfer: rtorrent closes the connection.
   */
  private static final List<OtherClient> RING =
      List.of(
          new Libtorrent(false),
          new Aria2(false),
          new Transmission(false),
          new RTorrent(false),
          new QBittorrent(false));

  private static Machines machines;
  private static Workplace trackers;
  private static Tracker tracker;

  @TempDir private Path root;
  private Workplace work;

  @BeforeAll
  static void start(@TempDir Path folder) {
    var made = Machines.make(false);
    assumeTrue(made.isPresent(), "network namespaces cannot be made: not root");
    machines = made.get();
    trackers = new Workplace(folder, machines.in(0));
    tracker = new Tracker(trackers, at(false, 0, TRACKER_PORT), "--interval", "30m");
  }

  @AfterAll
  static void stop() {
    if (machines != null) {
      trackers.close();
      machines.close();
    }
  }

  @BeforeEach
  void begin() {
    work = new Workplace(root, machines.in(0));
  }

  @AfterEach
  void end() {
    work.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "udp"})
  void oneFindsTheOther(String scheme) {
    oneGetsWhatTheOtherHas(RING.getFirst(), RING.get(1), scheme, false);
  }

  @Tag("all")
  @ParameterizedTest
  @MethodSource("matrix")
  void oneGetsWhatTheOtherHas(OtherClient seeds, OtherClient gets, String scheme, boolean v6) {
    seeds.orSkip();
    gets.orSkip();
    int port = PORTS.getAndAdd(2);
    Shape shape = Shape.little("little-" + port);
    Path original = shape.make(work.folder("original"));
    String url = Tracker.url(scheme, at(v6, 0, TRACKER_PORT));
    Torrent torrent = Torrent.make(root.resolve("made.torrent"), shape, original, url);
    seeds.seed(work, at(v6, 1, port), torrent, work.folder("original"));
    tracker.awaitSeedThere(work, torrent.infoHash());
    Path copy = work.folder("copy");
    gets.get(work, at(v6, 2, port + 1), torrent.file().toString(), copy);
    Await.holds(
        RunningProgram.PATIENCE, () -> "all of it\n" + work, () -> shape.isIn(copy, original));
  }

  private static InetSocketAddress at(boolean v6, int number, int port) {
    return new InetSocketAddress(v6 ? Machines.v6(0, number) : Machines.v4(0, number), port);
  }

  /** Each seeds once and gets once; at its end the ring is closed. */
  static Stream<Arguments> matrix() {
    List<Arguments> all = new ArrayList<>();
    for (boolean v6 : List.of(false, true)) {
      for (String scheme : List.of("http", "udp")) {
        List<OtherClient> ring = new ArrayList<>(RING);
        ring.removeIf(client -> v6 && scheme.equals("udp") && !client.asksOverUdp6());
        for (int i = 0; i < ring.size(); i++) {
          all.add(arguments(ring.get(i), ring.get((i + 1) % ring.size()), scheme, v6));
        }
      }
    }
    return all.stream();
  }
}
