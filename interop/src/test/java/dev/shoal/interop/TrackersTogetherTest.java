package dev.shoal.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.shoal.testkit.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two trackers that share their swarms in a Redis of Debian; each and all of them go and come. */
class TrackersTogetherTest {
  private static final String QUERY = "info_hash=aaaaaaaaaaaaaaaaaaaa";

  @TempDir private Path folder;
  private Workplace work;
  private InetSocketAddress store;

  @BeforeEach
  void prepare() {
    assumeTrue(OtherClient.isOnPath("redis-server"), "redis-server is not installed");
    work = new Workplace(folder);
    store = work.address();
  }

  @AfterEach
  void end() {
    if (work != null) {
      work.close();
    }
  }

  private RunningProgram redis() {
    RunningProgram redis =
        work.start(
            List.of(
                "redis-server",
                "--bind",
                store.getHostString(),
                "--port",
                "" + store.getPort(),
                "--save",
                "",
                "--appendonly",
                "no"));
    redis.awaitLine("Redis", line -> line.contains("Ready to accept connections"));
    return redis;
  }

  /** A tracker at an address, and what is asked of it. */
  private final class Node {
    final InetSocketAddress at = work.address();
    final Path state = work.home();
    Shoal program = start();

    Shoal start() {
      String port = "" + at.getPort();
      List<String> arguments =
          new ArrayList<>(List.of("tracker", "--bind", at.getHostString(), "--json"));
      arguments.addAll(List.of("--udp-port", "0", "--http-port", port, "--interval", "10m"));
      arguments.addAll(List.of("--state", state.toString(), "--store", "redis://" + place()));
      Shoal started = Shoal.run(work, arguments.toArray(String[]::new));
      started.await("listening");
      return started;
    }

    private String place() {
      return Workplace.text(store);
    }

    String ask(String verb, String query) {
      String url = "http://" + Workplace.text(at) + "/" + verb + "?" + QUERY + query;
      try (InputStream answer = URI.create(url).toURL().openStream()) {
        return new String(answer.readAllBytes(), StandardCharsets.ISO_8859_1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** A leecher announces at a port, with this address. */
    String announce(int port) {
      return ask("announce", "&peer_id=-XX0001-abcdefghijkl&left=9&port=" + port);
    }

    boolean knows(int leechers) {
      return ask("scrape", "").contains("10:incompletei" + leechers + "e");
    }

    void awaitState(String state) {
      await(
          "the store " + state,
          () ->
              program.last("store").filter(event -> event.text("state").equals(state)).isPresent());
    }
  }

  private void await(String what, BooleanSupplier condition) {
    Await.holds(RunningProgram.PATIENCE, () -> what + "\n" + work, condition);
  }

  @Test
  void theyNameEachOthersPeersAndOneMayGoAndComeBack() {
    redis();
    Node one = new Node();
    Node other = new Node();
    assertThat(one.announce(1001)).contains("5:peers0:");
    assertThat(other.announce(1002)).contains("5:peers6:\u007f\0\0\1\u0003\u00e9");
    one.program.kill();
    assertThat(other.announce(1003)).contains("10:incompletei3e").contains("5:peers12:");
    one.program = one.start();
    assertThat(one.announce(1004)).contains("10:incompletei4e").contains("5:peers18:");
  }

  @Test
  void whileTheStoreIsAwayEachServesFromMemoryAndThenTellsWhatItMissed() {
    RunningProgram redis = redis();
    Node one = new Node();
    Node other = new Node();
    assertThat(one.announce(1001)).contains("5:peers0:");
    redis.kill();
    assertThat(other.announce(1002)).as("its own memory").contains("10:incompletei1e");
    other.awaitState("away");
    assertThat(one.announce(1003)).contains("10:incompletei2e");
    one.awaitState("away");
    redis.awaitExit(137);
    redis();
    one.awaitState("there");
    other.awaitState("there");
    await("three at both", () -> one.knows(3) && other.knows(3));
    assertThat(other.announce(1004)).contains("10:incompletei4e").contains("5:peers18:");
  }
}
