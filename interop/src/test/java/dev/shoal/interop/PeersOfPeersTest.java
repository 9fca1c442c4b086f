package dev.shoal.interop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shoal.testkit.Await;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Peer exchange (BEP 11) with clients of other people, and nothing else to find peers by. */
class PeersOfPeersTest {
  /** They tell each other once a minute, or a little less often. */
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  private static final Shape SHAPE = Shape.FOLDER.withoutEmptyFiles();
  private static final String CLIENT = Machines.v4(1, 0);

  @TempDir private Path root;
  private Workplace work;
  private Machines machines;

  @BeforeEach
  void begin() {
    work = new Workplace(root);
  }

  @AfterEach
  void end() {
    work.close();
    if (machines != null) {
      machines.close();
    }
  }

  /** A node with an address of its own; all is slow, so that nobody is ready meanwhile. */
  private Shoal shoal(int number, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bind", Machines.v4(0, number), "--port", "7000", "--up", "8KB"));
    all.addAll(List.of("--state", work.home().toString(), "--json", "-v"));
    all.addAll(List.of("--no-dht", "--no-lan", "--no-trackers"));
    return Shoal.by(work, machines.in(0), all);
  }

  /**
   * A seed that tells and hears nothing, a hub that knows it and the client, and one that knows the
   * client alone: the seed is dialled by the client, as the hub told it, and the one hears of
   * others by the client.
   */
  @Tag("all")
  @ParameterizedTest
  @EnumSource
  void theyTellEachOther(Neighbour client) {
    assumeTrue(client.isInstalled(), client + " is not installed");
    var made = Machines.make(false);
    assumeTrue(made.isPresent(), "network namespaces cannot be made: not root");
    machines = made.get();
    Path original = SHAPE.make(work.folder("original"));
    Torrent torrent = Torrent.make(root.resolve("made.torrent"), SHAPE, original, "");
    List<String> command = client.command(work.home(), torrent, work.folder("theirs"));
    RunningProgram _ = work.start(List.of(machines.in(1, command.toArray(String[]::new))));
    String theirs = CLIENT + ":" + Neighbour.PORT;
    Shoal seed =
        shoal(0, "share", original.toString(), "--torrent", "" + torrent.file(), "--no-pex");
    String hash = torrent.infoHash();
    Shoal hub =
        shoal(
            1,
            "get",
            hash,
            "--to",
            "" + work.folder("hub"),
            "--wait",
            "--peer",
            theirs,
            "--peer",
            Machines.v4(0, 0) + ":7000");
    Shoal one = shoal(2, "get", hash, "--to", "" + work.folder("one"), "--wait", "--peer", theirs);
    Await.holds(
        PATIENCE,
        () -> "the client at the seed, others at the one\n" + work,
        () ->
            isPeer(seed, CLIENT)
                && (isPeer(one, Machines.v4(0, 0)) || isPeer(one, Machines.v4(0, 1))));
    hub.close();
  }

  private static boolean isPeer(Shoal of, String address) {
    return of.events().stream()
        .anyMatch(event -> event.is("peer") && event.text("address").startsWith(address + ":"));
  }
}
