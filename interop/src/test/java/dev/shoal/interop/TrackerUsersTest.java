package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shoal.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does while the tracker runs: users, lists, the page. The whole program. */
class TrackerUsersTest {
  private static final String HASH = "6161616161616161616161616161616161616161";
  private static final String ASKED =
      "/announce?info_hash=aaaaaaaaaaaaaaaaaaaa&peer_id=-XX0001-abcdefghijkl&port=5&left=3";

  @TempDir private Path folder;
  private Workplace work;
  private Path state;
  private InetSocketAddress at;

  @BeforeEach
  void prepare() {
    work = new Workplace(folder);
    state = work.home();
    at = work.address();
  }

  @AfterEach
  void end() {
    work.close();
  }

  private Shoal tracker(String... more) {
    List<String> arguments = new ArrayList<>(List.of("tracker", "--bind", at.getHostString()));
    arguments.addAll(List.of("--http-port", "" + at.getPort(), "--udp-port", "0", "--json"));
    arguments.addAll(List.of("--state", state.toString()));
    arguments.addAll(List.of(more));
    Shoal tracker = Shoal.run(work, arguments.toArray(String[]::new));
    tracker.await("listening");
    return tracker;
  }

  private Event users(String... words) {
    List<String> arguments = new ArrayList<>(List.of("tracker", "users"));
    arguments.addAll(List.of(words));
    arguments.addAll(List.of("--state", state.toString(), "--json"));
    Shoal program = Shoal.run(work, arguments.toArray(String[]::new));
    program.awaitExit(0);
    return program.last("user").orElseThrow();
  }

  private String get(String path) {
    return get(URI.create("http://" + Workplace.text(at) + path));
  }

  private static String get(URI uri) {
    try (InputStream answer = uri.toURL().openStream()) {
      return new String(answer.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void await(Supplier<String> answer, String what) {
    Await.holds(
        RunningProgram.PATIENCE, () -> what + "\n" + work, () -> answer.get().contains(what));
  }

  @Test
  void aUserIsServedFromWhenItIsAddedUntilItIsRemoved() {
    Shoal tracker = tracker("--private");
    String passkey = users("add", "alice").text("passkey");
    assertThat(get(ASKED)).contains("this tracker is private");
    await(() -> get("/" + passkey + ASKED + "&event=started"), "8:interval");
    assertThat(get("/" + passkey + ASKED + "&uploaded=3000&downloaded=1000"))
        .contains("8:interval");
    await(() -> users("list").text("uploaded"), "3000");
    assertThat(users("list").number("downloaded")).isEqualTo(1000);
    users("remove", "ALICE");
    await(() -> get("/" + passkey + ASKED), "this tracker is private");
    tracker.stop();
    tracker.awaitExit(143);
  }

  @Test
  void aTakedownIsHonouredLoggedAndSeenInTheMetrics() throws IOException {
    Path deny = Files.writeString(folder.resolve("deny"), "");
    Path log = folder.resolve("log");
    Shoal tracker = tracker("--deny", deny.toString(), "--log", log.toString(), "--web-port", "0");
    URI web = URI.create(tracker.last("listening").orElseThrow().text("web"));
    assertThat(get(ASKED)).contains("8:interval");
    Files.writeString(deny, HASH + " # notice 7\n");
    await(() -> get(ASKED), "8:retry in5:never");
    assertThat(get(ASKED)).contains("does not serve that torrent: notice 7");
    await(
        () -> Event.parse(read(log).lines().toList().getLast()).fields().toString(),
        "infoHash=" + HASH);
    assertThat(read(log)).contains("\"event\":\"lists\"").doesNotContain("127.0.0");
    await(() -> get(web.resolve("/metrics")), "shoal_tracker_refused_total{reason=\"torrent\"} ");
    assertThat(get(web.resolve("/health"))).contains("\"status\":\"up\"");
    assertThat(get(web)).contains("<html").contains("peer");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
