package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shoal.testkit.Await;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two machines with a cable between them, which know nothing of each other. */
class LocalNetworkTest {
  private static final Shape SHAPE = Shape.FOLDER.withoutEmptyFiles();

  @TempDir private Path root;
  private Workplace work;
  private Path original;
  private Torrent torrent;
  private Machines machines;

  @BeforeEach
  void begin() {
    work = new Workplace(root);
    original = SHAPE.make(work.folder("original"));
    torrent = Torrent.make(root.resolve("made.torrent"), SHAPE, original, "");
  }

  private void connect(boolean v6Alone) {
    var made = Machines.make(v6Alone);
    assumeTrue(made.isPresent(), "network namespaces cannot be made: not root");
    machines = made.get();
  }

  @AfterEach
  void end() {
    work.close();
    if (machines != null) {
      machines.close();
    }
  }

  private Shoal shoal(int machine, Path state, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--state", state.toString(), "--json"));
    return Shoal.by(work, machines.in(machine), all);
  }

  private Shoal alone(int machine, String... arguments) {
    Stream<String> onlyLan = Stream.of("--no-dht", "--no-trackers", "--no-pex");
    return shoal(
        machine, work.home(), Stream.concat(Stream.of(arguments), onlyLan).toArray(String[]::new));
  }

  private void start(int machine, Neighbour neighbour, Path folder) {
    List<String> command = neighbour.command(work.home(), torrent, folder);
    RunningProgram _ = work.start(List.of(machines.in(machine, command.toArray(String[]::new))));
  }

  private void awaitAllOf(Path folder) {
    Await.holds(
        RunningProgram.PATIENCE,
        () -> "all of it in " + folder + "\n" + work,
        () -> SHAPE.isIn(folder, original));
  }

  /** It hears what Shoal says, by BEP 14 alone. */
  @ParameterizedTest
  @EnumSource
  void aClientGetsItNextDoor(Neighbour neighbour) {
    assumeTrue(neighbour.isInstalled(), neighbour + " is not installed");
    connect(false);
    alone(0, "share", original.toString(), "--torrent", torrent.file().toString()).await("link");
    Path theirs = work.folder("theirs");
    start(1, neighbour, theirs);
    awaitAllOf(theirs);
  }

  /** Shoal hears what it says. */
  @ParameterizedTest
  @EnumSource
  void aClientHasItNextDoor(Neighbour neighbour) {
    assumeTrue(neighbour.isInstalled(), neighbour + " is not installed");
    connect(false);
    getFrom(neighbour);
  }

  private void getFrom(Neighbour neighbour) {
    Path ours = work.folder("ours");
    Shoal get = alone(0, "get", torrent.infoHash(), "--to", ours.toString());
    get.await("listening");
    start(1, neighbour, original.getParent());
    get.awaitExit(0);
    SHAPE.assertIn(ours, original);
  }

  @Test
  void overIpv6Alone() {
    Neighbour neighbour = Neighbour.LIBTORRENT;
    assumeTrue(neighbour.isInstalled(), neighbour + " is not installed");
    connect(true);
    getFrom(neighbour);
  }

  /** And by its name, over either family. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void byItsName(boolean v6Alone) {
    connect(v6Alone);
    alone(1, "share", original.toString(), "--findable").await("link");
    String name = original.getFileName().toString();
    Shoal find = shoal(0, work.home(), "find", name);
    find.awaitExit(0);
    Event found = find.last("found").orElseThrow();
    assertThat(found.text("address")).startsWith(v6Alone ? "[fd00:" : "");
    Path ours = work.folder("ours");
    alone(0, "get", "--lan", name, "--to", ours.toString()).awaitExit(0);
    SHAPE.assertIn(ours, original);
  }
}
